import { viewEndS, xOfTime } from './time-view.ts'
import type { TimeView } from './time-view.ts'

export interface TimeTick {
  readonly timeS: number
  readonly x: number
  readonly label: string
}

const STEPS_S = [
  0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1800, 3600
]

/** Decimals that tell two times apart which lie `stepS` from each other. */
export const decimalsFor = (stepS: number): number =>
  stepS >= 1 ? 0 : Math.min(3, Math.ceil(-Math.log10(stepS) - 1e-9))

/** Time within a recording: "7.35" below a minute, "2:07.4" from there, "1:02:07" from an hour. */
export const formatClock = (timeS: number, decimals: number): string => {
  const scale = 10 ** decimals
  const rounded = Math.round(Math.max(0, timeS) * scale) / scale
  const hours = Math.floor(rounded / 3600)
  const minutes = Math.floor((rounded % 3600) / 60)
  const seconds = (rounded % 60).toFixed(decimals)
  if (hours === 0 && minutes === 0) return seconds
  const padded = seconds.padStart(decimals > 0 ? decimals + 3 : 2, '0')
  return hours === 0 ? `${minutes}:${padded}` : `${hours}:${String(minutes).padStart(2, '0')}:${padded}`
}

/** Unit of what formatClock writes: "7.35 s", "2:07.4 min", "1:02:07 h". */
export const clockUnit = (timeS: number): string => (timeS < 60 ? 's' : timeS < 3600 ? 'min' : 'h')

/** Ticks at round times inside the view, at least `minGapPx` apart. */
export const timeTicks = (view: TimeView, minGapPx = 72): readonly TimeTick[] => {
  if (view.widthPx <= 0 || view.durationS <= 0) return []
  const step = STEPS_S.find(candidate => candidate * view.pxPerS >= minGapPx) ?? 3600
  const decimals = decimalsFor(step)
  const ticks: TimeTick[] = []
  const last = Math.floor(viewEndS(view) / step + 1e-6)
  for (let index = Math.ceil(view.startS / step - 1e-6); index <= last; index++) {
    const timeS = index * step
    ticks.push({ timeS, x: xOfTime(view, timeS), label: formatClock(timeS, decimals) })
  }
  return ticks
}
