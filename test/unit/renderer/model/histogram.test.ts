import { describe, expect, it } from 'vitest'
import {
  histogram,
  keyStep,
  linesInSight,
  niceStep,
  roundedTo,
  scoreRange,
  unitOf,
  valueAt
} from '../../../../renderer/src/features/model/histogram.ts'

describe('histogram of held-out scores', () => {
  it('cuts a span into round steps', () => {
    expect(niceStep(10, 10)).toBe(1)
    expect(niceStep(4.1, 20)).toBeCloseTo(0.25, 12)
    expect(niceStep(0.9, 3)).toBeCloseTo(0.5, 12)
  })

  it('has room for every score and both lines', () => {
    const range = scoreRange([-1.3, 2.2], [3.1, 1.9])
    expect(range.low).toBeLessThanOrEqual(-1.3)
    expect(range.high).toBeGreaterThan(3.1)
    expect((range.high - range.low) / range.step).toBeLessThanOrEqual(31)
  })

  it('stands on its own with identical scores and without any', () => {
    expect(scoreRange([1, 1], []).high).toBeGreaterThan(1)
    expect(scoreRange([], []).high).toBeGreaterThan(0)
  })

  it('keeps zero in sight only where the normals lie near it', () => {
    expect(linesInSight([0.1, 0.3, 1], 2.3, [2])).toEqual([0, 2, 2.3 + 0.4 * 2])
    expect(linesInSight([-322, -320, -310], -300, [])).toEqual([-292])
    expect(linesInSight([], 1, [])).toEqual([0, 1.4])
  })

  it('moves a line in steps that suit the scores', () => {
    expect(keyStep({ low: -1.4, high: 3.6, step: 0.2 })).toBeCloseTo(0.1, 12)
    expect(keyStep({ low: 0, high: 0.05, step: 0.002 })).toBeCloseTo(0.001, 12)
    expect(roundedTo(2.3456, 0.1)).toBe(2.35)
    expect(roundedTo(0.0123456, 0.001)).toBe(0.0123)
    expect(roundedTo(-312.34, 10)).toBe(-312)
  })

  it('counts every score once, split at the lines; flagged from the threshold on', () => {
    const bins = histogram([0.1, 0.4, 0.6, 1.2, 2, 2.6], { low: 0, high: 3, step: 1 }, 0.5, 2)
    expect(bins.map(({ below, monitor, flagged }) => [below, monitor, flagged])).toEqual([
      [2, 1, 0],
      [0, 1, 0],
      [0, 0, 2]
    ])
  })

  it('keeps scores outside of the range in the outer bins', () => {
    const bins = histogram([-5, 9], { low: 0, high: 2, step: 1 }, 0, 1)
    expect(bins.map(bin => bin.below + bin.monitor + bin.flagged)).toEqual([1, 1])
  })

  it('turns places into values inside the range', () => {
    const range = { low: -1, high: 3, step: 0.5 }
    expect(unitOf(1, range)).toBe(0.5)
    expect(valueAt(0.5, range)).toBe(1)
    expect(valueAt(2, range)).toBe(3)
  })
})
