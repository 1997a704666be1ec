import { niceTicks } from './svg.ts'

export interface ScoreAxis {
  readonly ticks: readonly number[]
  readonly isCompressed: boolean
  /** 0 at the bottom, 1 at the top. */
  position(score: number): number
}

const LARGE_TICKS = [1, 2, 5].flatMap(factor => [1, 10, 100, 1000, 1e4].map(power => factor * power))

/**
 * The score axis. Where scores exceed the threshold many times over, it is linear up to the threshold and
 * logarithmic above (continuous slope), so that the normals do not shrink to a line.
 */
export const scoreAxis = (scores: readonly number[], threshold: number): ScoreAxis => {
  let low = Math.min(0, threshold)
  let high = Math.max(threshold, 0)
  for (const score of scores) {
    low = Math.min(low, score)
    high = Math.max(high, score)
  }
  const isCompressed = threshold >= 0.5 && high > 4 * threshold
  const bend = (score: number): number =>
    isCompressed && score > threshold
      ? 1 + Math.log(score / threshold)
      : isCompressed
        ? score / threshold
        : score
  const bottom = bend(low)
  const span = (bend(high) - bottom || 1) * 1.06
  const position = (score: number): number => (bend(score) - bottom) / span + 0.03 / 1.06
  const ticks = isCompressed
    ? [...niceTicks(low, threshold, 2), ...LARGE_TICKS.filter(tick => tick > 1.6 * threshold && tick <= high)]
    : niceTicks(low, high, 5)
  return { ticks: [...new Set(ticks)].sort((a, b) => a - b), isCompressed, position }
}
