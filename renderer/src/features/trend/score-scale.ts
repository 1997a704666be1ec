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

/** Compressed where a score lies far above the threshold, else linear. */
export const defaultScale = ({ points, steps }: Pick<Trend, 'points' | 'steps'>): ScoreScale => {
  const threshold = steps.at(-1)?.threshold ?? 1
  return points.some(({ score }) => score > FAR * Math.max(threshold, 0.5)) ? 'compressed' : 'linear'
}

const niceStep = (span: number, count: number): number => {
  const raw = span / count
  const power = 10 ** Math.floor(Math.log10(raw))
  return ([1, 2, 5, 10].find(nice => nice * power >= raw * 0.9999) ?? 10) * power
}

/** Round scores between two ends which lie at least `gap` apart on a compressed axis. */
const compressedTicks = (
  low: number,
  high: number,
  gap: number,
  toAxis: (score: number) => number
): number[] => {
  const ticks = [0]
  for (const sign of [1, -1]) {
    let last = 0
    for (let power = -1; power < 6; power++) {
      for (const nice of [1, 2, 5]) {
        const score = sign * nice * 10 ** power
        const isInside = score >= low && score <= high
        if (!isInside || Math.abs(toAxis(score) - toAxis(last)) < gap) continue
        ticks.push(score)
        last = score
      }
    }
  }
  return ticks.filter(score => score >= low && score <= high).sort((a, b) => a - b)
}

/** Axis of the scores: linear, or inverse hyperbolic sine, which is linear around 0 and logarithmic far out. */
export const scoreAxis = (
  { points, steps }: Pick<Trend, 'points' | 'steps'>,
  scale: ScoreScale
): ScoreAxis => {
  let [low, high] = [0, 0]
  for (const { score } of points) {
    low = Math.min(low, score)
    high = Math.max(high, score)
  }
  for (const { threshold } of steps) high = Math.max(high, threshold * 1.2)
  if (high - low < 1e-6) high = low + 1
  if (scale === 'linear') {
    const step = niceStep(high - low, 6)
    const [first, last] = [Math.floor(low / step), Math.ceil(high / step)]
    const ticks = Array.from({ length: last - first + 1 }, (_, index) =>
      Number(((first + index) * step).toFixed(6))
    )
    return { toAxis: score => score, toScore: place => place, min: first * step, max: last * step, ticks }
  }
  const unit = Math.max(steps.at(-1)?.threshold ?? 1, 0.5) / 2
  const toAxis = (score: number): number => Math.asinh(score / unit)
  const toScore = (place: number): number => Math.sinh(place) * unit
  const room = (toAxis(high) - toAxis(low)) * 0.04
  const [min, max] = [toAxis(low) - room, toAxis(high) + room]
  return {
    toAxis,
    toScore,
    min,
    max,
    ticks: compressedTicks(low, high, (max - min) / 12, toAxis).map(toAxis)
  }
}
