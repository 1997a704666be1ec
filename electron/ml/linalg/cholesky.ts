/**
 * Inverse of a symmetric positive definite d x d matrix (row-major) by Cholesky factorisation
 * (Golub and Van Loan, Matrix Computations, 4.2); throws a RangeError where it is not positive definite.
 */
export const invertPositiveDefinite = (matrix: Float64Array, d: number): Float64Array => {
  const lower = choleskyFactor(matrix, d)
  const inverseLower = invertLower(lower, d)
  const inverse = new Float64Array(d * d)
  // inverse = (L^-1)^T L^-1, gathered row by row of L^-1 so that memory is read in order
  for (let k = 0; k < d; k++) {
    for (let i = 0; i <= k; i++) {
      const factor = inverseLower[k * d + i] as number
      for (let j = 0; j <= i; j++) {
        const at = i * d + j
        inverse[at] = (inverse[at] as number) + factor * (inverseLower[k * d + j] as number)
      }
    }
  }
  for (let i = 0; i < d; i++) for (let j = 0; j < i; j++) inverse[j * d + i] = inverse[i * d + j] as number
  return inverse
}

/** Lower triangular L with L L^T the matrix; throws a RangeError where it is not positive definite. */
export const choleskyFactor = (matrix: Float64Array, d: number): Float64Array => {
  const lower = new Float64Array(d * d)
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * d + j] as number
      for (let k = 0; k < j; k++) sum -= (lower[i * d + k] as number) * (lower[j * d + k] as number)
      if (i === j) {
        if (!(sum > 0)) throw new RangeError('The matrix is not positive definite')
        lower[i * d + i] = Math.sqrt(sum)
      } else {
        lower[i * d + j] = sum / (lower[j * d + j] as number)
      }
    }
  }
  return lower
}

/** Inverse of a lower triangular d x d matrix. */
export const invertLower = (lower: Float64Array, d: number): Float64Array => {
  const inverse = new Float64Array(d * d)
  for (let i = 0; i < d; i++) {
    const pivot = 1 / (lower[i * d + i] as number)
    for (let k = 0; k < i; k++) {
      const factor = -(lower[i * d + k] as number) * pivot
      for (let j = 0; j <= k; j++) {
        const at = i * d + j
        inverse[at] = (inverse[at] as number) + factor * (inverse[k * d + j] as number)
      }
    }
    inverse[i * d + i] = pivot
  }
  return inverse
}

/** Product of a symmetric d x d matrix (row-major) and a vector. */
export const symmetricTimes = (matrix: Float64Array, vector: Float64Array): Float64Array => {
  const d = vector.length
  const product = new Float64Array(d)
  for (let i = 0; i < d; i++) {
    let sum = 0
    const row = i * d
    for (let j = 0; j < d; j++) sum += (matrix[row + j] as number) * (vector[j] as number)
    product[i] = sum
  }
  return product
}

/** Inner product of two vectors of one length. */
export const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0
  for (let index = 0; index < a.length; index++) sum += (a[index] as number) * (b[index] as number)
  return sum
}
