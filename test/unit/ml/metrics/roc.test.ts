import { describe, expect, it } from 'vitest'
import { areaUnderRoc, harmonicMean, partialAreaUnderRoc } from '../../../../electron/ml/metrics/roc.ts'
import golden from '../../../fixtures/ml/golden.json' with { type: 'json' }

describe('area under the ROC curve', () => {
  it.each(golden.roc)('agrees with scikit-learn', ({ truth, scores, auc, pauc }) => {
    const isAnomalous = truth.map(value => value === 1)
    expect(Math.abs(areaUnderRoc(isAnomalous, scores) - auc)).toBeLessThan(1e-12)
    expect(Math.abs(partialAreaUnderRoc(isAnomalous, scores, 0.1) - pauc)).toBeLessThan(1e-12)
  })

  it('is 1 for scores that separate and 0.5 for equal ones', () => {
    expect(areaUnderRoc([false, true], [1, 2])).toBe(1)
    expect(areaUnderRoc([false, true, false, true], [1, 1, 1, 1])).toBe(0.5)
  })
})

describe('harmonic mean', () => {
  it('is the reciprocal of the mean reciprocal', () => {
    expect(harmonicMean([1, 0.5, 0.25])).toBeCloseTo(3 / 7, 15)
    expect(harmonicMean([1, 0])).toBe(0)
  })
})
