import { dot, symmetricTimes } from '../../linalg/cholesky.ts'
import type { FusedModel } from './fused-model.ts'
import { VIEWS } from './parameters.ts'

/**
 * Index of the row most similar to a clip's, -1 of none: squared Mahalanobis distance between the two clips per
 * band view, divided by the view's size so that each counts alike. The level stays out: gain is not a sound.
 */
export const nearestRow = (
  fused: FusedModel,
  row: Float64Array,
  candidates: readonly Float64Array[]
): number => {
  let nearest = -1
  let least = Number.POSITIVE_INFINITY
  for (const [index, candidate] of candidates.entries()) {
    const distance = distanceBetween(fused, row, candidate)
    if (distance < least) {
      least = distance
      nearest = index
    }
  }
  return nearest
}

const distanceBetween = (fused: FusedModel, a: Float64Array, b: Float64Array): number => {
  let sum = 0
  for (const [index, { id, offset, size }] of VIEWS.entries()) {
    const view = fused.views[index]
    if (!view || id === 'level') continue
    const difference = a.slice(offset, offset + size)
    for (let at = 0; at < size; at++) difference[at] = (difference[at] as number) - (b[offset + at] as number)
    sum += dot(difference, symmetricTimes(view.precision, difference)) / size
  }
  return sum
}
