import { smallest, unitDistance, unitRow } from './rows.ts'
import type { Rows } from './rows.ts'

/** Cosine k-NN: the normals themselves, scaled to length 1. */
export interface KnnModel {
  readonly k: number
  readonly rows: Rows
}

/** Keeps the normals for `scoreKnn`. */
export const fitKnn = (rows: Rows, { k }: { readonly k: number }): KnnModel => ({
  k,
  rows: rows.map(unitRow)
})

/** Mean cosine distance to the k nearest normals (fewer where there are not so many), 0 to 2. */
export const scoreKnn = ({ k, rows }: KnnModel, row: Float64Array): number => {
  const unit = unitRow(row)
  const nearest = smallest(
    rows.map(other => unitDistance(unit, other)),
    k
  )
  return nearest.reduce((sum, distance) => sum + distance, 0) / nearest.length
}
