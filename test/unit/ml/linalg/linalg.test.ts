import { describe, expect, it } from 'vitest'
import { invertPositiveDefinite, symmetricTimes } from '../../../../electron/ml/linalg/cholesky.ts'
import { ledoitWolf } from '../../../../electron/ml/linalg/ledoit-wolf.ts'
import golden from '../../../fixtures/ml/golden.json' with { type: 'json' }

describe('Ledoit-Wolf covariance', () => {
  it.each(golden.ledoitWolf)('agrees with scikit-learn', ({ rows, covariance, shrinkage }) => {
    const d = rows[0]?.length ?? 0
    const fitted = ledoitWolf(rows, d)
    expect(fitted.shrinkage).toBeCloseTo(shrinkage, 10)
    covariance.flat().forEach((value, index) => expect(fitted.covariance[index]).toBeCloseTo(value, 9))
  })

  it('leaves a single column unshrunk', () => {
    const { covariance, shrinkage } = ledoitWolf([[1], [3]], 1)
    expect(covariance[0]).toBe(1)
    expect(shrinkage).toBe(0)
  })
})

describe('inverse by Cholesky factorisation', () => {
  it('times the matrix is the identity', () => {
    const { covariance } = ledoitWolf(golden.ledoitWolf[1]?.rows ?? [], 20)
    const inverse = invertPositiveDefinite(covariance, 20)
    for (let column = 0; column < 20; column++) {
      const unit = symmetricTimes(covariance, inverse.slice(column * 20, (column + 1) * 20))
      unit.forEach((value, row) => expect(value).toBeCloseTo(row === column ? 1 : 0, 9))
    }
  })

  it('refuses a matrix that is not positive definite', () => {
    expect(() => invertPositiveDefinite(Float64Array.of(1, 2, 2, 1), 2)).toThrow(RangeError)
  })
})
