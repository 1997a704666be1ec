import { describe, expect, it } from 'vitest'
import { gapFrames, gapsWithin, gapsWithout, joinGaps } from '../../../../electron/core/recorder/gaps.ts'

const gap = (firstFrame: number, end: number) => ({ firstFrame, frames: end - firstFrame })

describe('gaps', () => {
  it('that touch or overlap are one, in order', () => {
    expect(joinGaps([gap(10, 20), gap(0, 5), gap(20, 30), gap(25, 28)])).toEqual([gap(0, 5), gap(10, 30)])
  })

  it('are cut to a range', () => {
    expect(gapsWithin([gap(0, 5), gap(8, 12), gap(20, 30)], gap(4, 22))).toEqual([
      gap(4, 5),
      gap(8, 12),
      gap(20, 22)
    ])
  })

  it.each([
    ['none of it', gap(12, 15), [gap(0, 10)]],
    ['its beginning', gap(0, 4), [gap(4, 10)]],
    ['its end', gap(8, 20), [gap(0, 8)]],
    ['its middle', gap(3, 5), [gap(0, 3), gap(5, 10)]],
    ['all of it', gap(0, 10), []]
  ])('lose %s to sound that came late', (_, range, left) => {
    expect(gapsWithout([gap(0, 10)], range)).toEqual(left)
  })

  it('where sound is joined stay what they are: there is no silence to join or to fill', () => {
    const joined = { firstFrame: 4, frames: 100, isJoined: true }
    expect(joinGaps([gap(3, 8), joined, gap(7, 9)])).toEqual([gap(3, 9), joined])
    expect(gapsWithin([joined], gap(0, 5))).toEqual([joined])
    expect(gapsWithin([joined], gap(5, 50))).toEqual([])
    expect(gapsWithout([joined], gap(0, 50))).toEqual([joined])
  })

  it('are counted in frames', () => {
    expect(gapFrames([gap(0, 5), gap(8, 12)])).toBe(9)
  })
})
