import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../../../electron/ml/backends/random.ts'
import { nearestRows, smote } from '../../../../electron/ml/backends/smote.ts'
import golden from '../../../fixtures/ml/backends.json' with { type: 'json' }

const rows = golden.rows.map(row => Float64Array.from(row))

describe('SMOTE', () => {
  it('knows the neighbours that scikit-learn knows', () => {
    expect(nearestRows(rows, 2)).toEqual(golden.neighbours)
  })

  it('makes rows up to the ratio, each between a row and one of its neighbours', () => {
    const made = smote(rows.slice(0, 10), 100, { ratio: 0.2, neighbours: 2 }, seededRandom(1))
    expect(made).toHaveLength(10)
    const near = nearestRows(rows.slice(0, 10), 2)
    for (const row of made) {
      const isBetween = near.some((others, from) =>
        others.some(to => {
          const a = rows[from] as Float64Array
          const b = rows[to] as Float64Array
          const share = ((row[0] as number) - (a[0] as number)) / ((b[0] as number) - (a[0] as number))
          return (
            share >= 0 &&
            share <= 1 &&
            row.every((value, column) => {
              const wanted = (a[column] as number) + share * ((b[column] as number) - (a[column] as number))
              return Math.abs(value - wanted) < 1e-9
            })
          )
        })
      )
      expect(isBetween).toBe(true)
    }
  })

  it('makes none where there are enough, or where a row is alone', () => {
    expect(smote(rows, 100, { ratio: 0.2, neighbours: 2 }, seededRandom(1))).toEqual([])
    expect(smote(rows.slice(0, 1), 100, { ratio: 0.2, neighbours: 2 }, seededRandom(1))).toEqual([])
  })

  it('makes the same rows for the same seed', () => {
    const make = (seed: number) =>
      smote(rows.slice(0, 5), 50, { ratio: 0.2, neighbours: 3 }, seededRandom(seed))
    expect(make(4)).toEqual(make(4))
    expect(make(4)).not.toEqual(make(5))
  })
})
