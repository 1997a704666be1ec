import { describe, expect, it } from 'vitest'
import {
  BLOCK,
  createCovarianceSum,
  meanRowDistance,
  meanSquare,
  officialDistance
} from '../../../../../electron/ml/detectors/autoencoder/covariance.ts'
import { createRandomSource } from '../../../../../electron/ml/random.ts'

const random = createRandomSource(4)
const ROWS = 300
const errors = Float32Array.from({ length: ROWS * BLOCK }, () => random.normal())

const rowOf = (index: number): Float32Array => errors.subarray(index * BLOCK, (index + 1) * BLOCK)

/** x' P y, written out. */
const product = (x: ArrayLike<number>, precision: Float64Array, y: ArrayLike<number>): number => {
  let sum = 0
  for (let i = 0; i < BLOCK; i++) {
    for (let j = 0; j < BLOCK; j++) sum += Number(x[i]) * Number(precision[i * BLOCK + j]) * Number(y[j])
  }
  return sum
}

describe('the covariance of errors', () => {
  it('is the inverse of the sum over centred rows, divided by the number of windows less one', () => {
    const sum = createCovarianceSum()
    sum.add(errors, ROWS / 5)
    const precision = sum.precision()
    const mean = Array.from({ length: BLOCK }, (_, i) => {
      let total = 0
      for (let row = 0; row < ROWS; row++) total += Number(rowOf(row)[i])
      return total / ROWS
    })
    // The first row of covariance times precision is the first row of the identity.
    const covariance = Array.from({ length: BLOCK }, (_, j) => {
      let total = 0
      for (let row = 0; row < ROWS; row++) {
        total += (Number(rowOf(row)[0]) - Number(mean[0])) * (Number(rowOf(row)[j]) - Number(mean[j]))
      }
      return total / (ROWS / 5 - 1)
    })
    for (let column = 0; column < BLOCK; column++) {
      let entry = 0
      for (let k = 0; k < BLOCK; k++) entry += Number(covariance[k]) * Number(precision[k * BLOCK + column])
      expect(entry).toBeCloseTo(column === 0 ? 1 : 0, 9)
    }
  })

  it('removes the mean of each batch', () => {
    const moved = errors.map(value => value + 100)
    const still = createCovarianceSum()
    const shifted = createCovarianceSum()
    still.add(errors, 60)
    shifted.add(moved, 60)
    expect(shifted.precision()[0]).toBeCloseTo(Number(still.precision()[0]), 3)
  })

  it('has an inverse even where all errors are the same', () => {
    const sum = createCovarianceSum()
    sum.add(new Float32Array(10 * BLOCK).fill(2), 2)
    expect(sum.precision().every(Number.isFinite)).toBe(true)
  })
})

describe('the score of errors', () => {
  const sum = createCovarianceSum()
  sum.add(errors, ROWS / 5)
  const precision = sum.precision()
  const clip = errors.subarray(0, 15 * BLOCK)

  it('is, in the official form, the mean over all pairs of rows', () => {
    let total = 0
    for (let a = 0; a < 15; a++) for (let b = 0; b < 15; b++) total += product(rowOf(a), precision, rowOf(b))
    expect(officialDistance(clip, precision)).toBeCloseTo(total / 15 ** 2, 9)
  })

  it('is, in the variant, the mean over the rows', () => {
    let total = 0
    for (let a = 0; a < 15; a++) total += product(rowOf(a), precision, rowOf(a))
    expect(meanRowDistance(clip, precision)).toBeCloseTo(total / 15, 9)
  })

  it('is the mean of the squares for MSE', () => {
    expect(meanSquare(Float32Array.of(1, -2, 3))).toBeCloseTo(14 / 3, 12)
  })
})
