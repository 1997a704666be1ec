/** How frequency runs up the spectrogram. */
export const FREQUENCY_SCALES = ['linear', 'mel'] as const
export type FrequencyScale = (typeof FREQUENCY_SCALES)[number]

// O'Shaughnessy 1987: 2595 log10(1 + f / 700)
const toMel = (hz: number): number => 2595 * Math.log10(1 + hz / 700)
const fromMel = (mel: number): number => 700 * (10 ** (mel / 2595) - 1)

/** Place of a frequency on the axis: 0 at 0 Hz, 1 at `maxHz`. */
export const hzToUnit = (hz: number, maxHz: number, scale: FrequencyScale): number =>
  scale === 'linear' ? hz / maxHz : toMel(hz) / toMel(maxHz)

/** Frequency in Hz at a place of the axis (0 bottom, 1 top). */
export const unitToHz = (unit: number, maxHz: number, scale: FrequencyScale): number =>
  scale === 'linear' ? unit * maxHz : fromMel(unit * toMel(maxHz))

export interface FrequencyTick {
  readonly hz: number
  /** Distance from the top, pixels. */
  readonly y: number
  readonly label: string
}

/** 500 -> "500", 1500 -> "1.5k". */
export const formatAxisHz = (hz: number): string =>
  hz >= 1000 ? `${Number((hz / 1000).toFixed(1))}k` : String(hz)

const STEPS_HZ = [50, 100, 200, 500, 1000, 2000, 5000, 10_000]
const MEL_TICKS_HZ = [0, 100, 200, 500, 1000, 1500, 2000, 3000, 4000, 6000, 8000, 12_000, 16_000, 24_000]

/** Axis labels that keep at least `minGapPx` between each other; 0 Hz is always among them. */
export const frequencyTicks = (
  maxHz: number,
  scale: FrequencyScale,
  heightPx: number,
  minGapPx = 28
): readonly FrequencyTick[] => {
  const place = (hz: number): number => heightPx * (1 - hzToUnit(hz, maxHz, scale))
  const step = STEPS_HZ.find(candidate => (candidate / maxHz) * heightPx >= minGapPx) ?? 10_000
  const wanted =
    scale === 'mel'
      ? MEL_TICKS_HZ
      : Array.from({ length: Math.floor(maxHz / step) + 1 }, (_, index) => index * step)
  const ticks: FrequencyTick[] = []
  for (const hz of wanted) {
    const y = place(hz)
    const previous = ticks.at(-1)
    if (hz <= maxHz && (!previous || previous.y - y >= minGapPx))
      ticks.push({ hz, y, label: formatAxisHz(hz) })
  }
  return ticks
}
