import { describe, expect, it } from 'vitest'
import { fuse, scaleOf, standardise } from '../../../../electron/ml/backends/fusion.ts'

describe('fusion', () => {
  it('standardises by mean and population deviation of the held-out scores', () => {
    const scale = scaleOf([1, 2, 3, 4])
    expect(standardise(scale, 2.5)).toBe(0)
    expect(standardise(scale, 2.5 + Math.sqrt(1.25))).toBeCloseTo(1, 12)
  })

  it('keeps the unit where the held-out scores are equal or missing', () => {
    expect(standardise(scaleOf([7, 7, 7]), 9)).toBe(2)
    expect(standardise(scaleOf([]), 9)).toBe(9)
  })

  it.each([
    ['minimum', -1],
    ['mean', 2],
    ['asinh-mean', (Math.asinh(-1) + Math.asinh(5)) / 2]
  ] as const)('%s of -1 and 5', (rule, wanted) => {
    expect(fuse(rule, [-1, 5])).toBeCloseTo(wanted, 12)
  })
})
