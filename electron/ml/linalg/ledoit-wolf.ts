/** Covariance of n rows about their mean, shrunk towards a multiple of the identity. */
export interface ShrunkCovariance {
  readonly mean: Float64Array
  /** Row-major d x d, population normalisation (divides by n). */
  readonly covariance: Float64Array
  /** Weight of the identity, 0 to 1. */
  readonly shrinkage: number
}

/**
 * Ledoit and Wolf's shrunk covariance (A well-conditioned estimator for large-dimensional covariance matrices,
 * 2004), as scikit-learn's `ledoit_wolf`; a single column is not shrunk.
 */
export const ledoitWolf = (rows: readonly ArrayLike<number>[], d: number): ShrunkCovariance => {
  const n = rows.length
  const mean = columnMeans(rows, d)
  const covariance = new Float64Array(d * d)
  const centred = new Float64Array(d)
  let fourth = 0
  for (const row of rows) {
    let squared = 0
    for (let j = 0; j < d; j++) {
      const value = (row[j] as number) - (mean[j] as number)
      centred[j] = value
      squared += value * value
    }
    fourth += squared * squared
    for (let i = 0; i < d; i++) {
      const factor = centred[i] as number
      for (let j = 0; j <= i; j++) {
        const at = i * d + j
        covariance[at] = (covariance[at] as number) + factor * (centred[j] as number)
      }
    }
  }
  let trace = 0
  let frobenius = 0
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      const value = (covariance[i * d + j] as number) / n
      covariance[i * d + j] = value
      covariance[j * d + i] = value
      frobenius += (i === j ? 1 : 2) * value * value
      if (i === j) trace += value
    }
  }
  if (d === 1) return { mean, covariance, shrinkage: 0 }
  const mu = trace / d
  const distance = (frobenius - d * mu * mu) / d
  const error = Math.min((fourth / n - frobenius) / (d * n), distance)
  const shrinkage = error <= 0 ? 0 : error / distance
  for (let index = 0; index < d * d; index++) {
    covariance[index] = (covariance[index] as number) * (1 - shrinkage)
  }
  for (let i = 0; i < d; i++) covariance[i * d + i] = (covariance[i * d + i] as number) + shrinkage * mu
  return { mean, covariance, shrinkage }
}

const columnMeans = (rows: readonly ArrayLike<number>[], d: number): Float64Array => {
  const means = new Float64Array(d)
  for (const row of rows) for (let j = 0; j < d; j++) means[j] = (means[j] as number) + (row[j] as number)
  return means.map(sum => sum / rows.length)
}
