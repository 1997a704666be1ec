import digamma from '@stdlib/math-base-special-digamma'
import gammaln from '@stdlib/math-base-special-gammaln'
import trigamma from '@stdlib/math-base-special-trigamma'
import gammaCdf from '@stdlib/stats-base-dists-gamma-cdf'
import gammaQuantile from '@stdlib/stats-base-dists-gamma-quantile'
import { deviation, mean } from '../../dsp/statistics.ts'

/** Gamma distribution of values above `shift`. */
export interface ShiftedGamma {
  readonly shape: number
  readonly scale: number
  readonly shift: number
}

const MAX_STEPS = 100
const NARROWEST_SHAPE = 1e6
const REFINEMENTS = 4

/**
 * Shape and scale of a gamma distribution by maximum likelihood, as scipy's gamma.fit(values, floc=0): solves
 * log a - digamma(a) = log(mean) - mean(log) by Newton's method (Minka, Estimating a Gamma distribution, 2002).
 */
export const fitGamma = (values: ArrayLike<number>): { shape: number; scale: number } => {
  const average = mean(values)
  const logs = Array.from(values, value => Math.log(value))
  const s = Math.log(average) - mean(logs)
  // Equal values: the likelihood has no maximum; a very narrow distribution stands for them.
  if (!(s > 1 / (2 * NARROWEST_SHAPE))) return { shape: NARROWEST_SHAPE, scale: average / NARROWEST_SHAPE }
  let shape = (3 - s + Math.sqrt((s - 3) ** 2 + 24 * s)) / (12 * s)
  for (let step = 0; step < MAX_STEPS; step++) {
    const change = (Math.log(shape) - digamma(shape) - s) / (1 / shape - trigamma(shape))
    const next = shape - change
    const settled = Math.abs(change) <= 1e-14 * shape
    shape = next > 0 ? next : shape / 2
    if (settled) break
  }
  return { shape, scale: average / shape }
}

/** Gamma fit of scores, shifted to the smallest score less their population deviation (pinned in docs/detector.md). */
export const fitShiftedGamma = (scores: ArrayLike<number>): ShiftedGamma => {
  let smallest = Number.POSITIVE_INFINITY
  for (let index = 0; index < scores.length; index++) smallest = Math.min(smallest, scores[index] as number)
  const spread = Math.max(deviation(scores), 1e-9 * Math.max(1, Math.abs(smallest)))
  const shift = smallest - spread
  return { ...fitGamma(Array.from(scores, score => score - shift)), shift }
}

/** Score below which the fraction `probability` of the distribution lies. */
export const shiftedGammaQuantile = ({ shape, scale, shift }: ShiftedGamma, probability: number): number =>
  gammaQuantile(probability, shape, 1 / scale) + shift

/**
 * The same for shapes in the thousands, where the library's distribution function is off by up to a hundredth: refined
 * by Newton's method on the series of the incomplete gamma function (Abramowitz and Stegun, 6.5.29).
 */
export const preciseQuantile = (gamma: ShiftedGamma, probability: number): number => {
  const { shape, scale, shift } = gamma
  let x = (shiftedGammaQuantile(gamma, probability) - shift) / scale
  for (let step = 0; step < REFINEMENTS; step++) {
    const density = Math.exp((shape - 1) * Math.log(x) - x - gammaln(shape))
    let term = x / shape
    let sum = term
    for (let n = 1; term > 1e-17 * sum; n++) {
      term *= x / (shape + n)
      sum += term
    }
    const change = sum - probability / density
    // Where the density vanishes there is nothing to be refined.
    if (!Number.isFinite(change)) break
    x -= change
  }
  return x * scale + shift
}

/** Fraction of the distribution at or above a score. */
export const shiftedGammaTail = ({ shape, scale, shift }: ShiftedGamma, score: number): number =>
  score <= shift ? 1 : 1 - gammaCdf(score - shift, shape, 1 / scale)
