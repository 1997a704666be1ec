import { dot, invertPositiveDefinite, symmetricTimes } from '../../linalg/cholesky.ts'

/** Columns of the rows into which errors are cut: the mel bands of one frame. */
export const BLOCK = 128

/** Sums up the covariance of errors, batch by batch. */
export interface CovarianceSum {
  /** Adds a batch of errors, whole rows of 128; the batch's own mean is removed from it. */
  readonly add: (errors: Float32Array, windows: number) => void
  /** Windows added. */
  readonly windows: () => number
  /** Row-major 128 x 128 inverse. */
  readonly precision: () => Float64Array
}

/** Part of the mean variance that is added where the covariance has no inverse: errors of identical clips. */
const RIDGE = 1e-6

/**
 * Covariance of the errors as the official script sums it: of each batch, the rows less their mean; the sum over all
 * batches is divided by the number of *windows* less one, though there are five rows in a window.
 */
export const createCovarianceSum = (): CovarianceSum => {
  const sum = new Float64Array(BLOCK * BLOCK)
  let windows = 0
  return {
    add: (errors, added) => {
      const rows = errors.length / BLOCK
      const mean = meanRow(errors)
      const centred = new Float64Array(BLOCK)
      for (let row = 0; row < rows; row++) {
        for (let i = 0; i < BLOCK; i++) centred[i] = (errors[row * BLOCK + i] as number) - (mean[i] as number)
        for (let i = 0; i < BLOCK; i++) {
          const factor = centred[i] as number
          // The lower half is enough.
          for (let j = 0; j <= i; j++) {
            const at = i * BLOCK + j
            sum[at] = (sum[at] as number) + factor * (centred[j] as number)
          }
        }
      }
      windows += added
    },
    windows: () => windows,
    precision: () => {
      const covariance = new Float64Array(BLOCK * BLOCK)
      const scale = 1 / Math.max(1, windows - 1)
      for (let i = 0; i < BLOCK; i++) {
        for (let j = 0; j <= i; j++) {
          const value = (sum[i * BLOCK + j] as number) * scale
          covariance[i * BLOCK + j] = value
          covariance[j * BLOCK + i] = value
        }
      }
      return invert(covariance)
    }
  }
}

const invert = (covariance: Float64Array): Float64Array => {
  try {
    return invertPositiveDefinite(covariance, BLOCK)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    let trace = 0
    for (let i = 0; i < BLOCK; i++) trace += covariance[i * BLOCK + i] as number
    const added = trace > 0 ? (RIDGE * trace) / BLOCK : 1
    for (let i = 0; i < BLOCK; i++)
      covariance[i * (BLOCK + 1)] = (covariance[i * (BLOCK + 1)] as number) + added
    return invertPositiveDefinite(covariance, BLOCK)
  }
}

const meanRow = (errors: Float32Array): Float64Array => {
  const rows = errors.length / BLOCK
  const mean = new Float64Array(BLOCK)
  for (const [index, error] of errors.entries()) mean[index % BLOCK] = (mean[index % BLOCK] as number) + error
  return mean.map(value => value / rows)
}

/**
 * The official score of a clip: sum over all pairs of rows of their product by the precision, divided by the square
 * of their number, that is the squared distance of the mean row from zero.
 */
export const officialDistance = (errors: Float32Array, precision: Float64Array): number => {
  const mean = meanRow(errors)
  return dot(mean, symmetricTimes(precision, mean))
}

/** Mean over a clip's rows of their squared distance from zero: a variant, not what the official script computes. */
export const meanRowDistance = (errors: Float32Array, precision: Float64Array): number => {
  const rows = errors.length / BLOCK
  let sum = 0
  for (let row = 0; row < rows; row++) {
    const values = Float64Array.from(errors.subarray(row * BLOCK, (row + 1) * BLOCK))
    sum += dot(values, symmetricTimes(precision, values))
  }
  return sum / rows
}

/** Mean squared error of a clip. */
export const meanSquare = (errors: Float32Array): number => {
  let sum = 0
  for (const error of errors) sum += error * error
  return sum / errors.length
}
