import { describe, expect, it } from 'vitest'
import { hotSpots, nextHotSpot } from '../../../../renderer/src/features/player/hot-spots.ts'
import {
  lanePoints,
  laneRange,
  laneValueAt,
  laneY
} from '../../../../renderer/src/features/player/lane-geometry.ts'

const lane = (startS: number, values: number[]) => ({
  startS,
  stepS: 0.25,
  windowS: 1,
  values,
  threshold: 2,
  peakS: startS
})
const view = { durationS: 20, startS: 0, pxPerS: 100, widthPx: 2000 }

describe('score lane', () => {
  it('draws each frame at the middle of its window and reaches both ends of the clip', () => {
    const points = lanePoints(lane(10, [0, 1, 3]), view, { low: 0, high: 4 }, 100)
    expect(points.map(point => point.x)).toEqual([1000, 1050, 1075, 1100, 1150])
    expect(points.map(point => point.y)).toEqual([100, 100, 75, 25, 25])
  })

  it('keeps the highest value of a pixel when frames are closer than that', () => {
    const far = { ...view, pxPerS: 1, widthPx: 20 }
    const values = Array.from({ length: 37 }, (_, index) => (index === 18 ? 4 : 0))
    const points = lanePoints(lane(0, values), far, { low: 0, high: 4 }, 100)
    expect(points.length).toBeLessThanOrEqual(11)
    expect(Math.min(...points.map(point => point.y))).toBe(0)
  })

  it('leaves out what lies far outside of the view', () => {
    const near = { ...view, startS: 2, pxPerS: 1000, widthPx: 1000 }
    const values = Array.from({ length: 73 }, () => 1)
    expect(lanePoints(lane(0, values), near, { low: 0, high: 2 }, 50).length).toBeLessThan(15)
  })

  it('shows the threshold even when every value is far below', () => {
    const range = laneRange([lane(0, [0.1, 0.2])])
    expect(range.low).toBe(0)
    expect(laneY(2, range, 100)).toBeGreaterThan(0)
  })

  it('has a range for no lanes at all', () => {
    expect(laneRange([])).toEqual({ low: 0, high: 1 })
  })

  it('reads the value of the frame whose middle is nearest', () => {
    const lanes = [lane(0, [1, 2, 3]), lane(10, [4, 5])]
    expect(laneValueAt(lanes, 0.74)).toBe(2)
    expect(laneValueAt(lanes, 0.01)).toBe(1)
    expect(laneValueAt(lanes, 11.2)).toBe(5)
    expect(laneValueAt(lanes, 5)).toBeNull()
  })
})

describe('hot spots', () => {
  const lanes = [lane(10, [3, 1, 1]), lane(0, [0, 2.5, 4, 1, 0, 2.1])]

  it('are the runs above the threshold, in order of time', () => {
    expect(hotSpots(lanes)).toEqual([
      { startS: 0.25, endS: 1.5, peakS: 1, peak: 4, jumpS: 0.5 },
      { startS: 1.25, endS: 2.25, peakS: 1.75, peak: 2.1, jumpS: 1.25 },
      { startS: 10, endS: 11, peakS: 10.5, peak: 3, jumpS: 10 }
    ])
  })

  it('follow each other and begin again after the last', () => {
    const spots = hotSpots(lanes)
    expect(nextHotSpot(spots, 0)?.startS).toBe(0.25)
    expect(nextHotSpot(spots, 0.5)?.startS).toBe(1.25)
    expect(nextHotSpot(spots, 15)?.startS).toBe(0.25)
    expect(nextHotSpot([], 0)).toBeNull()
  })

  it('need a value above the threshold, not on it', () => {
    expect(hotSpots([lane(0, [2, 2])])).toEqual([])
  })
})
