import type { Lane } from '../../../../electron/contract/results.ts'
import { xOfTime } from './time-view.ts'
import type { TimeView } from './time-view.ts'

/** Values at the bottom and at the top of the score lane. */
export interface LaneRange {
  readonly low: number
  readonly high: number
}

export interface LanePoint {
  readonly x: number
  readonly y: number
}

/** Range that shows every value and the threshold with a tenth of room above; bottom is 0 or the lowest value. */
export const laneRange = (lanes: readonly Lane[]): LaneRange => {
  let low = 0
  let high = 0
  for (const lane of lanes) {
    high = Math.max(high, lane.threshold * 1.25)
    for (const value of lane.values) {
      low = Math.min(low, value)
      high = Math.max(high, value)
    }
  }
  return high > low ? { low, high: high + (high - low) * 0.1 } : { low, high: low + 1 }
}

/** Distance from the top of the lane, pixels. */
export const laneY = (value: number, range: LaneRange, heightPx: number): number =>
  heightPx * (1 - (Math.min(Math.max(value, range.low), range.high) - range.low) / (range.high - range.low))

/**
 * The line of one lane inside the view: one point a frame at the frame's middle, held to both ends of the
 * clip; where frames are closer than a pixel only the highest of each pixel stays.
 */
export const lanePoints = (
  lane: Lane,
  view: TimeView,
  range: LaneRange,
  heightPx: number
): readonly LanePoint[] => {
  const points: LanePoint[] = []
  const count = lane.values.length
  if (count === 0) return points
  const push = (x: number, y: number): void => {
    const previous = points.at(-1)
    if (previous && Math.round(previous.x) === Math.round(x)) {
      if (y < previous.y) points[points.length - 1] = { x: previous.x, y }
    } else points.push({ x, y })
  }
  const first = Math.max(0, Math.floor((view.startS - lane.startS - lane.windowS) / lane.stepS) - 1)
  const last = Math.min(
    count - 1,
    Math.ceil((view.startS + view.widthPx / view.pxPerS - lane.startS) / lane.stepS) + 1
  )
  for (let index = first; index <= last; index++) {
    const y = laneY(lane.values[index] ?? 0, range, heightPx)
    const startS = lane.startS + index * lane.stepS
    if (index === 0) push(xOfTime(view, startS), y)
    push(xOfTime(view, startS + lane.windowS / 2), y)
    if (index === count - 1) push(xOfTime(view, startS + lane.windowS), y)
  }
  return points
}

/** Value of the frame whose middle lies nearest to a time; null outside of all lanes. */
export const laneValueAt = (lanes: readonly Lane[], timeS: number): number | null => {
  for (const lane of lanes) {
    const endS = lane.startS + (lane.values.length - 1) * lane.stepS + lane.windowS
    if (timeS < lane.startS || timeS > endS) continue
    const index = Math.round((timeS - lane.startS - lane.windowS / 2) / lane.stepS)
    return lane.values[Math.min(Math.max(index, 0), lane.values.length - 1)] ?? null
  }
  return null
}
