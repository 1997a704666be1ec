import { dot, invertPositiveDefinite, symmetricTimes } from '../linalg/cholesky.ts'
import { ledoitWolf } from '../linalg/ledoit-wolf.ts'
import { widthOf } from './rows.ts'
import type { Rows } from './rows.ts'

/** Mean and inverse covariance. */
export interface MahalanobisModel {
  readonly mean: Float64Array
  /** Row-major d x d. */
  readonly precision: Float64Array
}

export interface MahalanobisOptions {
  /** Added to the diagonal, relative to its mean. */
  readonly ridge?: number
}

/**
 * Mean and Ledoit-Wolf covariance of the normals, inverted. Where they do not vary at all (one clip, copies) the
 * distance is the Euclidean one.
 */
export const fitMahalanobis = (rows: Rows, { ridge = 1e-6 }: MahalanobisOptions = {}): MahalanobisModel => {
  const d = widthOf(rows)
  const { mean, covariance } = ledoitWolf(rows, d)
  let trace = 0
  for (let index = 0; index < d; index++) trace += covariance[index * d + index] as number
  if (!(trace > 0)) covariance.fill(0)
  const added = trace > 0 ? (ridge * trace) / d : 1
  for (let index = 0; index < d; index++) {
    covariance[index * d + index] = (covariance[index * d + index] as number) + added
  }
  return { mean, precision: invertPositiveDefinite(covariance, d) }
}

/** Mahalanobis distance sqrt((x - m)' P (x - m)). */
export const scoreMahalanobis = ({ mean, precision }: MahalanobisModel, row: Float64Array): number => {
  const difference = row.map((value, index) => value - (mean[index] as number))
  return Math.sqrt(Math.max(0, dot(difference, symmetricTimes(precision, difference))))
}
