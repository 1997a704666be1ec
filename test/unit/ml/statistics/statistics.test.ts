import { describe, expect, it } from 'vitest'
import { betaBinomialQuantile } from '../../../../electron/ml/statistics/beta-binomial.ts'
import {
  fitGamma,
  fitShiftedGamma,
  preciseQuantile,
  shiftedGammaQuantile,
  shiftedGammaTail
} from '../../../../electron/ml/statistics/gamma.ts'
import { normalUpperQuantile, studentTail } from '../../../../electron/ml/statistics/student.ts'
import golden from '../../../fixtures/ml/golden.json' with { type: 'json' }

describe('gamma distribution', () => {
  it.each(golden.gamma)(
    'is fitted as scipy fits it',
    ({ values, shape, scale, quantile95, tail, tailAt }) => {
      const fitted = fitGamma(values)
      expect(fitted.shape / shape).toBeCloseTo(1, 7)
      expect(fitted.scale / scale).toBeCloseTo(1, 7)
      expect(shiftedGammaQuantile({ ...fitted, shift: 0 }, 0.95) / quantile95).toBeCloseTo(1, 7)
      expect(shiftedGammaTail({ ...fitted, shift: 0 }, tailAt)).toBeCloseTo(tail, 7)
    }
  )

  // scipy.stats.gamma.ppf(0.9, shape)
  it.each([
    [0.29, 0.8586786060329655],
    [3, 5.322320337834211],
    [2930.7, 3000.2885988965004],
    [35_571, 35_812.917272108054]
  ])('has the quantile of scipy for the shape %d', (shape, wanted) => {
    expect(preciseQuantile({ shape, scale: 2, shift: 5 }, 0.9) / (2 * wanted + 5)).toBeCloseTo(1, 10)
  })

  it('starts one deviation below the smallest score', () => {
    expect(fitShiftedGamma([1, 1, 3, 3]).shift).toBe(0)
  })

  it('stays finite for equal scores', () => {
    const line = shiftedGammaQuantile(fitShiftedGamma([2, 2, 2, 2]), 0.95)
    expect(line).toBeGreaterThan(1.999)
    expect(line).toBeLessThan(2.001)
  })
})

describe('distributions behind the expected false alarms', () => {
  it.each(golden.betaBinomial)(
    'has the beta-binomial quantile of scipy at $q ($a, $b)',
    ({ q, a, b, count }) => {
      expect(betaBinomialQuantile(q, 100, { a, b })).toBe(count)
    }
  )

  it.each(golden.student)('has the Student tail of scipy at $x with $freedom', ({ x, freedom, tail }) => {
    expect(Math.abs(studentTail(x, freedom) - tail)).toBeLessThan(1e-6)
  })

  it.each(golden.normal)('has the normal quantile of scipy at $tail', ({ tail, quantile }) => {
    expect(normalUpperQuantile(tail)).toBeCloseTo(quantile, 6)
  })
})
