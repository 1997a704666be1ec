/** One bar of the histogram: scores from `from` (included) to `to`, split at the two lines. */
export interface Bin {
  readonly from: number
  readonly to: number
  readonly below: number
  /** Above the lower ("Monitor") line, up to the threshold. */
  readonly monitor: number
  /** Above the threshold. */
  readonly flagged: number
}

export interface ScoreRange {
  readonly low: number
  readonly high: number
  /** Width of a bin. */
  readonly step: number
}

const NICE = [1, 2, 2.5, 5, 10]

/** A round step that cuts `span` into at most `count` pieces. */
export const niceStep = (span: number, count: number): number => {
  const raw = span / count
  const power = 10 ** Math.floor(Math.log10(raw))
  return (NICE.find(nice => nice * power >= raw * 0.9999) ?? 10) * power
}

/**
 * What must be in sight beside the scores: both lines, some room above the fitted threshold, and zero unless it lies
 * far from the normals (detectors differ in where their scores lie).
 */
export const linesInSight = (
  scores: readonly number[],
  fittedThreshold: number,
  lines: readonly number[]
): readonly number[] => {
  const sorted = [...scores].sort((a, b) => a - b)
  const median = sorted[Math.floor(sorted.length / 2)] ?? 0
  const room = Math.max(fittedThreshold - median, 0)
  const zero = Math.abs(median) > room ? [] : [0]
  return [...zero, ...lines, fittedThreshold + 0.4 * room]
}

/** Steps of the keys for a line that is moved over a range: a power of ten, about a twentieth of it. */
export const keyStep = ({ low, high }: ScoreRange): number => 10 ** Math.floor(Math.log10((high - low) / 20))

/** A value to a tenth of the keys' step. */
export const roundedTo = (value: number, step: number): number =>
  Number((Math.round((value / step) * 10) * (step / 10)).toPrecision(12))

/** A range of whole bins around all scores and lines, with a bin of room at the right. */
export const scoreRange = (scores: readonly number[], lines: readonly number[], bins = 28): ScoreRange => {
  const values = [...scores, ...lines].filter(Number.isFinite)
  const lowest = values.length > 0 ? Math.min(...values) : 0
  const highest = values.length > 0 ? Math.max(...values) : 1
  const step = niceStep(Math.max(highest - lowest, 1e-6), bins)
  return { low: Math.floor(lowest / step) * step, high: (Math.floor(highest / step) + 2) * step, step }
}

/** Counts of scores in bins of equal width; a score is flagged from the threshold on. */
export const histogram = (
  scores: readonly number[],
  { low, high, step }: ScoreRange,
  monitorLine: number,
  threshold: number
): readonly Bin[] => {
  const count = Math.max(1, Math.round((high - low) / step))
  const bins = Array.from({ length: count }, (_, index) => ({
    from: low + index * step,
    to: low + (index + 1) * step,
    below: 0,
    monitor: 0,
    flagged: 0
  }))
  for (const score of scores) {
    const bin = bins[Math.min(count - 1, Math.max(0, Math.floor((score - low) / step)))]
    if (!bin) continue
    if (score >= threshold) bin.flagged++
    else if (score >= monitorLine) bin.monitor++
    else bin.below++
  }
  return bins
}

/** Horizontal place (0 to 1) of a value in the range, and back. */
export const unitOf = (value: number, { low, high }: ScoreRange): number => (value - low) / (high - low)
/** Value at a place from 0 to 1, kept inside the range. */
export const valueAt = (unit: number, { low, high }: ScoreRange): number =>
  low + Math.min(1, Math.max(0, unit)) * (high - low)
