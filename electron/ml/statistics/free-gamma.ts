import gammaln from '@stdlib/math-base-special-gammaln'
import { mean } from '../../dsp/statistics.ts'
import type { ShiftedGamma } from './gamma.ts'
import { nelderMead } from './nelder-mead.ts'

/** What scipy counts for a value that the distribution cannot have. */
const PENALTY = 100 * Math.log(Number.MAX_VALUE)

/**
 * Shape, scale and shift of a gamma distribution by maximum likelihood, all three free, found as scipy.stats.gamma.fit
 * does: start by moments and skewness, then Nelder and Mead. Null where the values have no spread, or where it ends
 * outside the distribution's range (scipy: FitError).
 */
export const fitFreeGamma = (values: readonly number[]): ShiftedGamma | null => {
  const average = mean(values)
  const variance = mean(values.map(value => (value - average) ** 2))
  if (!(variance > 0)) return null
  const skewness = mean(values.map(value => (value - average) ** 3)) / variance ** 1.5
  const shape = 4 / (1e-8 + skewness ** 2)
  const scale = Math.sqrt(variance / shape)
  const byMoments = average - scale * shape
  const least = values.reduce((a, b) => Math.min(a, b))
  const most = values.reduce((a, b) => Math.max(a, b))
  const start = byMoments < least ? [shape, byMoments, scale] : [shape, least - 0.1 * (most - least), 1]
  const [a = 0, shift = 0, b = 0] = nelderMead(point => negativeLikelihood(values, point), start)
  return a > 0 && b > 0 && Number.isFinite(a + b + shift) ? { shape: a, scale: b, shift } : null
}

const negativeLikelihood = (values: readonly number[], point: readonly number[]): number => {
  const [shape = 0, shift = 0, scale = 0] = point
  if (!(shape > 0 && scale > 0)) return Number.POSITIVE_INFINITY
  const constant = gammaln(shape)
  let sum = values.length * Math.log(scale)
  for (const value of values) {
    const x = (value - shift) / scale
    const density = x < 0 ? Number.NaN : (shape === 1 ? 0 : (shape - 1) * Math.log(x)) - x - constant
    sum += Number.isFinite(density) ? -density : PENALTY
  }
  return sum
}
