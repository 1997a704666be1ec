import { describe, expect, it } from 'vitest'
import { officialThreshold } from '../../../../../electron/ml/detectors/autoencoder/official-threshold.ts'
import { fitFreeGamma } from '../../../../../electron/ml/statistics/free-gamma.ts'
import golden from '../../../../fixtures/ml/official-gamma.json' with { type: 'json' }

describe('the official threshold', () => {
  it.each(golden)('is that of scipy: $name', ({ name, values, quantile90 }) => {
    // A longer tail on the left has no best gamma distribution: where the search ends hangs on rounding.
    const tolerance = name === 'skewed to the left' ? 1e-3 : 1e-5
    expect(Math.abs((officialThreshold(values) ?? NaN) / quantile90 - 1)).toBeLessThan(tolerance)
  })

  it('has the parameters of scipy where the likelihood has a clear peak', () => {
    const { values, shape, shift, scale } = golden.find(({ name }) => name === 'gamma far from zero') ?? {}
    expect(fitFreeGamma(values ?? [])).toEqual({
      shape: expect.closeTo(shape ?? NaN, 6) as number,
      shift: expect.closeTo(shift ?? NaN, 6) as number,
      scale: expect.closeTo(scale ?? NaN, 6) as number
    })
  })

  it.each([
    ['too few batches', [1, 2, 3, 4]],
    ['batches that are all alike', [2, 2, 2, 2, 2, 2]],
    ['a batch without a number', [1, 2, 3, 4, 5, NaN]]
  ])('is not there for %s', (_, scores) => {
    expect(officialThreshold(scores)).toBeNull()
  })
})
