import type { Lane } from '../../../../electron/contract/results.ts'

/** A stretch of a recording in which the score lane is above its threshold. */
export interface HotSpot {
  readonly startS: number
  readonly endS: number
  /** Middle of the highest frame, seconds. */
  readonly peakS: number
  readonly peak: number
  /** Where to listen from: shortly before the highest moment, within the stretch. */
  readonly jumpS: number
}

const LEAD_S = 0.5

const close = (lane: Lane, first: number, last: number): HotSpot => {
  let best = first
  for (let index = first; index <= last; index++) {
    if ((lane.values[index] ?? -Infinity) > (lane.values[best] ?? -Infinity)) best = index
  }
  const startS = lane.startS + first * lane.stepS
  const peakS = lane.startS + best * lane.stepS + lane.windowS / 2
  return {
    startS,
    endS: lane.startS + last * lane.stepS + lane.windowS,
    peakS,
    peak: lane.values[best] ?? 0,
    jumpS: Math.max(startS, peakS - LEAD_S)
  }
}

/** Runs of frames above the lane's threshold, in order of time. */
export const hotSpots = (lanes: readonly Lane[]): readonly HotSpot[] => {
  const spots: HotSpot[] = []
  for (const lane of lanes) {
    let first = -1
    for (let index = 0; index <= lane.values.length; index++) {
      const isHot = index < lane.values.length && (lane.values[index] ?? 0) > lane.threshold
      if (isHot && first < 0) first = index
      if (!isHot && first >= 0) {
        spots.push(close(lane, first, index - 1))
        first = -1
      }
    }
  }
  return spots.sort((a, b) => a.startS - b.startS)
}

/** The first hot spot to listen to after `timeS`; after the last one the first again. */
export const nextHotSpot = (spots: readonly HotSpot[], timeS: number): HotSpot | null =>
  spots.find(spot => spot.jumpS > timeS + 0.01) ?? spots[0] ?? null
