/** Adam's two moments of one parameter after a step. */
export interface Moments {
  readonly first: Float32Array
  readonly second: Float32Array
}

/**
 * What Adam changes a parameter by in step 1, 2, … (Kingma and Ba 2015, algorithm 1; numbers of PyTorch's default), in
 * double precision from the moments after the step.
 */
export const adamChange = ({ first, second }: Moments, step: number, rate: number): Float64Array =>
  Float64Array.from(first, (moment, index) => {
    const mean = moment / (1 - 0.9 ** step)
    const variance = (second[index] ?? NaN) / (1 - 0.999 ** step)
    return (-rate * mean) / (Math.sqrt(variance) + 1e-8)
  })

/** ‖found - wanted‖ / max(‖wanted‖, least). */
export const relativeDistance = (
  found: ArrayLike<number>,
  wanted: ArrayLike<number>,
  least: number
): number => {
  if (found.length !== wanted.length) return Infinity
  let [difference, reference] = [0, 0]
  for (let index = 0; index < wanted.length; index++) {
    difference += ((found[index] ?? NaN) - (wanted[index] ?? NaN)) ** 2
    reference += (wanted[index] ?? NaN) ** 2
  }
  return Math.sqrt(difference) / Math.max(Math.sqrt(reference), least)
}
