import type { Trend } from '../../../../electron/contract/results.ts'

/** How scores run up the trend. */
export const SCORE_SCALES = ['linear', 'compressed'] as const
export type ScoreScale = (typeof SCORE_SCALES)[number]

/** Faults may score fifty times the threshold: from this ratio on the trend opens compressed. */
const FAR = 6

export interface ScoreAxis {
  /** Place of a score on the axis. */
  toAxis(score: number): number
  toScore(place: number): number
  readonly min: number
  readonly max: number
  /** Places of the labelled ticks. */
  readonly ticks: readonly number[]
}

/** What an axis is made for. */
type Scored = Pick<Trend, 'points' | 'steps' | 'origin'>

/** From the origin to the threshold; never nothing. */
const roomOf = ({ steps, origin }: Scored): number => {
  const threshold = steps.at(-1)?.threshold ?? origin + 1
  return threshold > origin ? threshold - origin : Math.max(Math.abs(threshold) / 10, 0.5)
}

/** Compressed where a score lies far above the threshold, else linear. */
export const defaultScale = (trend: Scored): ScoreScale => {
  const far = trend.origin + FAR * roomOf(trend)
  return trend.points.some(({ score }) => score > far) ? 'compressed' : 'linear'
}

const niceStep = (span: number, count: number): number => {
  const raw = span / count
  const power = 10 ** Math.floor(Math.log10(raw))
  return ([1, 2, 5, 10].find(nice => nice * power >= raw * 0.9999) ?? 10) * power
}

/** Round scores between two ends, counted from `base` in steps, which lie at least `gap` apart on the axis. */
const compressedTicks = (
  [low, high]: readonly [number, number],
  { base, step }: { readonly base: number; readonly step: number },
  gap: number,
  toAxis: (score: number) => number
): number[] => {
  const ticks = [base]
  for (const sign of [1, -1]) {
    let last = base
    for (let power = 0; power < 7; power++) {
      for (const nice of [1, 2, 5]) {
        const score = base + sign * nice * step * 10 ** power
        const isInside = score >= low && score <= high
        if (!isInside || Math.abs(toAxis(score) - toAxis(last)) < gap) continue
        ticks.push(score)
        last = score
      }
    }
  }
  return ticks.filter(score => score >= low && score <= high).sort((a, b) => a - b)
}

/**
 * Axis of the scores: linear, or inverse hyperbolic sine, which is linear around the origin and logarithmic far
 * out.
 */
export const scoreAxis = (trend: Scored, scale: ScoreScale): ScoreAxis => {
  const { points, steps, origin } = trend
  let [low, high] = [origin, origin]
  for (const { score } of points) {
    low = Math.min(low, score)
    high = Math.max(high, score)
  }
  for (const { threshold } of steps) high = Math.max(high, origin + (threshold - origin) * 1.2)
  if (high - low < 1e-6) high = low + 1
  if (scale === 'linear') {
    const step = niceStep(high - low, 6)
    const [first, last] = [Math.floor(low / step), Math.ceil(high / step)]
    const ticks = Array.from({ length: last - first + 1 }, (_, index) =>
      Number(((first + index) * step).toFixed(6))
    )
    return { toAxis: score => score, toScore: place => place, min: first * step, max: last * step, ticks }
  }
  const unit = roomOf(trend) / 2
  const toAxis = (score: number): number => Math.asinh((score - origin) / unit)
  const toScore = (place: number): number => Math.sinh(place) * unit + origin
  const margin = (toAxis(high) - toAxis(low)) * 0.04
  const [min, max] = [toAxis(low) - margin, toAxis(high) + margin]
  // Powers of ten of which the threshold is a few.
  const step = 10 ** Math.floor(Math.log10(unit) - 0.5)
  const base = Math.round(origin / step) * step
  const ticks = compressedTicks([low, high], { base, step }, (max - min) / 12, toAxis)
  return { toAxis, toScore, min, max, ticks: ticks.map(toAxis) }
}
