import { Matrix, solve } from 'ml-matrix'
import { deviation, mean } from '../../../dsp/statistics.ts'
import { dot, invertPositiveDefinite, symmetricTimes } from '../../linalg/cholesky.ts'
import { ledoitWolf } from '../../linalg/ledoit-wolf.ts'
import { RECIPE } from './parameters.ts'

/** Mahalanobis distance of one view of a clip, with the location and scale of the normals' held-out distances. */
export interface ViewModel {
  readonly mean: Float64Array
  /** Variance of each value among the normals, ridge included. */
  readonly variance: Float64Array
  /** Inverse of the regularised covariance, row-major and symmetric. */
  readonly precision: Float64Array
  readonly location: number
  readonly scale: number
}

/** A view's model and the standardised held-out distances of the normals it was fitted on. */
export interface ViewFit {
  readonly model: ViewModel
  readonly heldOut: Float64Array
}

// Below these (dB squared) differences between clips are rounding, and normals without any spread would make
// every later clip infinitely far: 0.01 dB for the level, 0.001 dB for a band.
const LEVEL_VARIANCE_FLOOR = 1e-4
const BAND_VARIANCE_FLOOR = 1e-6
const DOWNDATE_FLOOR = 1e-3
const SCALE_FLOOR = 1e-9

/**
 * Ledoit-Wolf covariance plus ridge, Mahalanobis distance, and each normal's held-out distance in closed form:
 * a rank-one downdate for a clip on its own, a rank-g downdate (Woodbury) where g clips share a recording, so
 * that no sibling stays behind. `groups[i]` is the recording of row i, counted from 0.
 */
export const fitView = (rows: readonly ArrayLike<number>[], size: number, groups: Int32Array): ViewFit => {
  const { mean: centre, covariance, shrinkage } = ledoitWolf(rows, size)
  const regularised = regularise(covariance, size)
  const precision = invertPositiveDefinite(regularised, size)
  const deviations = rows.map(row =>
    Float64Array.from(centre, (value, index) => (row[index] as number) - value)
  )
  const distances = heldOutDistances(deviations, precision, shrinkage, groups)
  const location = mean(distances)
  const scale = deviation(distances) + SCALE_FLOOR
  return {
    model: {
      mean: centre,
      variance: Float64Array.from(centre, (_, index) => regularised[index * size + index] as number),
      precision,
      location,
      scale
    },
    heldOut: distances.map(distance => (distance - location) / scale)
  }
}

const regularise = (covariance: Float64Array, size: number): Float64Array => {
  let trace = 0
  for (let index = 0; index < size; index++) trace += covariance[index * size + index] as number
  const floor = size === 1 ? LEVEL_VARIANCE_FLOOR : BAND_VARIANCE_FLOOR
  const ridge = (RECIPE.ridge * trace) / size
  const regularised = Float64Array.from(covariance)
  for (let index = 0; index < size; index++) {
    const at = index * size + index
    regularised[at] = Math.max((covariance[at] as number) + ridge, floor)
  }
  return regularised
}

const heldOutDistances = (
  deviations: readonly Float64Array[],
  precision: Float64Array,
  shrinkage: number,
  groups: Int32Array
): Float64Array => {
  const n = deviations.length
  const projected = deviations.map(vector => symmetricTimes(precision, vector))
  const members = new Map<number, number[]>()
  groups.forEach((group, index) => members.set(group, [...(members.get(group) ?? []), index]))
  const distances = new Float64Array(n)
  for (const group of members.values()) {
    // Siblings that leave fewer than two clips cannot be held out together; they are held out one by one.
    const parts = group.length > n - 2 ? group.map(index => [index]) : [group]
    for (const part of parts) {
      const products = part.map(i =>
        part.map(j => dot(deviations[i] as Float64Array, projected[j] as Float64Array))
      )
      downdated(products, n, shrinkage).forEach((distance, position) => {
        distances[part[position] as number] = distance
      })
    }
  }
  return distances
}

/**
 * Distances of g clips from a fit without them. With Q = V P V' (products of their deviations in the metric P of
 * the whole fit), m = n - g and shrinkage kept: covariance without them = c S - V' K V, c = n / m,
 * K = (1 - shrinkage) / m (I + 11' / m), and deviation i from the mean without them = V' a, a = e_i + 1 / m.
 */
const downdated = (products: readonly (readonly number[])[], n: number, shrinkage: number): number[] => {
  const g = products.length
  const m = n - g
  const c = n / m
  const single = products[0]?.[0]
  if (g === 1 && single !== undefined) {
    const b = ((1 - shrinkage) * n) / (n - 1) ** 2
    return [Math.sqrt(Math.max(single, 0) / c / Math.max(1 - (b * single) / c, DOWNDATE_FLOOR)) * c]
  }
  const inner = Matrix.mul(new Matrix(products.map(row => [...row])), 1 / c)
  const kernel = Matrix.add(Matrix.eye(g), 1 / m).mul((1 - shrinkage) / m)
  const system = Matrix.sub(Matrix.eye(g), kernel.mmul(inner))
  const ends = Matrix.add(Matrix.eye(g), 1 / m)
  const squared = ends.transpose().mmul(inner).mmul(solve(system, ends)).diagonal()
  return squared.map(value => Math.sqrt(Math.max(value, 0)))
}

/** Deviation of a clip's view from the normals' mean, and its Mahalanobis distance in standardised form. */
export const viewZ = (model: ViewModel, row: ArrayLike<number>): { z: number; deviations: Float64Array } => {
  const deviations = Float64Array.from(model.mean, (value, index) => (row[index] as number) - value)
  const squared = dot(deviations, symmetricTimes(model.precision, deviations))
  return { z: (Math.sqrt(Math.max(squared, 0)) - model.location) / model.scale, deviations }
}
