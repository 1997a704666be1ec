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
 * logarithmic above (continuous slope), so that the normals do not shrink to a line. It begins at `origin`: 0, or
 * amid the normals where their scores lie far from it.
 */
export const scoreAxis = (scores: readonly number[], threshold: number, origin = 0): ScoreAxis => {
  let low = Math.min(origin, threshold)
  let high = Math.max(threshold, origin)
  for (const score of scores) {
    low = Math.min(low, score)
    high = Math.max(high, score)
  }
  const room = threshold - origin
  const isCompressed = room > 0 && high - origin > 4 * room
  const bend = (score: number): number => {
    if (!isCompressed) return score
    const rooms = (score - origin) / room
    return rooms > 1 ? 1 + Math.log(rooms) : rooms
  }
  const bottom = bend(low)
  const span = (bend(high) - bottom || 1) * 1.06
  const position = (score: number): number => (bend(score) - bottom) / span + 0.03 / 1.06
  const ticksOf = (): number[] => {
    if (!isCompressed) return niceTicks(low, high, 5)
    // Round steps of which the threshold is a few.
    const step = 10 ** Math.floor(Math.log10(room))
    const base = Math.round(origin / step) * step
    const large = LARGE_TICKS.map(tick => base + tick * step)
    const above = large.filter(tick => tick - origin > 1.6 * room && tick <= high)
    return [...new Set([...niceTicks(low, threshold, 2), ...above])].sort((a, b) => a - b)
  }
  return { ticks: ticksOf(), isCompressed, position }
}
