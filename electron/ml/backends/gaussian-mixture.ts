import { choleskyFactor, invertLower } from '../linalg/cholesky.ts'
import { kmeans } from './kmeans.ts'
import type { Random } from './random.ts'
import { widthOf } from './rows.ts'
import type { Rows } from './rows.ts'

/** A fitted component, ready to be evaluated. */
export interface Component {
  readonly logWeight: number
  readonly mean: Float64Array
  /** Full: inverse of the covariance's Cholesky factor, row-major d x d. Diagonal: d inverse deviations. */
  readonly whitening: Float64Array
  /** log of the determinant of `whitening`. */
  readonly logDeterminant: number
}

/** A mixture of Gaussians. */
export interface MixtureModel {
  readonly isDiagonal: boolean
  readonly components: readonly Component[]
}

export interface MixtureOptions {
  readonly components: number
  readonly covariance: 'full' | 'diagonal'
  /** Added to every variance, as scikit-learn's reg_covar. */
  readonly regularisation?: number
  /** Pull of every covariance towards its mean variance on the diagonal, 0 (none) to 1. */
  readonly shrinkage?: number
  /** Stops when the mean log-likelihood changes by less. */
  readonly tolerance?: number
  readonly maxIterations?: number
}

/** Responsibility of each component (row) for each of n rows. */
type Responsibilities = readonly Float64Array[]

/** scikit-learn's guard against components without rows. */
const LEAST_ROWS = 10 * Number.EPSILON
const LOG_TWO_PI = Math.log(2 * Math.PI)

/** log N(x; mean, covariance) of one component. */
export const componentLogDensity = (
  { mean, whitening, logDeterminant }: Component,
  isDiagonal: boolean,
  row: Float64Array
): number => {
  const d = mean.length
  let squared = 0
  for (let i = 0; i < d; i++) {
    let value = 0
    if (isDiagonal) value = ((row[i] as number) - (mean[i] as number)) * (whitening[i] as number)
    else {
      const start = i * d
      for (let j = 0; j <= i; j++) {
        value += (whitening[start + j] as number) * ((row[j] as number) - (mean[j] as number))
      }
    }
    squared += value * value
  }
  return logDeterminant - 0.5 * (squared + d * LOG_TWO_PI)
}

/** log p(x) of the mixture. */
export const mixtureLogDensity = ({ components, isDiagonal }: MixtureModel, row: Float64Array): number =>
  logSumExp(
    components.map(component => component.logWeight + componentLogDensity(component, isDiagonal, row))
  )

/** Negative log-likelihood under the likeliest component, weights aside: the score of arXiv 2305.03328. */
export const scoreMixture = ({ components, isDiagonal }: MixtureModel, row: Float64Array): number =>
  -Math.max(...components.map(component => componentLogDensity(component, isDiagonal, row)))

const logSumExp = (values: readonly number[]): number => {
  const largest = Math.max(...values)
  if (!Number.isFinite(largest)) return largest
  return largest + Math.log(values.reduce((sum, value) => sum + Math.exp(value - largest), 0))
}

const weightedMean = (rows: Rows, weights: Float64Array, total: number): Float64Array => {
  const sum = new Float64Array(widthOf(rows))
  for (const [index, row] of rows.entries()) {
    const weight = weights[index] as number
    if (weight === 0) continue
    for (let column = 0; column < sum.length; column++) {
      sum[column] = (sum[column] as number) + weight * (row[column] as number)
    }
  }
  return sum.map(value => value / total)
}

const diagonalCovariance = (
  rows: Rows,
  weights: Float64Array,
  total: number,
  mean: Float64Array
): Float64Array => {
  const variances = new Float64Array(mean.length)
  for (const [index, row] of rows.entries()) {
    const weight = weights[index] as number
    for (let column = 0; column < mean.length; column++) {
      const difference = (row[column] as number) - (mean[column] as number)
      variances[column] = (variances[column] as number) + weight * difference * difference
    }
  }
  return variances.map(value => value / total)
}

const fullCovariance = (
  rows: Rows,
  weights: Float64Array,
  total: number,
  mean: Float64Array
): Float64Array => {
  const d = mean.length
  const covariance = new Float64Array(d * d)
  const difference = new Float64Array(d)
  for (const [index, row] of rows.entries()) {
    const weight = weights[index] as number
    // A row for which the component is not responsible changes nothing.
    if (weight < Number.EPSILON) continue
    for (let i = 0; i < d; i++) {
      difference[i] = (row[i] as number) - (mean[i] as number)
      const factor = weight * (difference[i] as number)
      const start = i * d
      for (let j = 0; j <= i; j++) {
        covariance[start + j] = (covariance[start + j] as number) + factor * (difference[j] as number)
      }
    }
  }
  for (let i = 0; i < d; i++) {
    for (let j = 0; j <= i; j++) {
      covariance[i * d + j] = (covariance[i * d + j] as number) / total
      covariance[j * d + i] = covariance[i * d + j] as number
    }
  }
  return covariance
}

/** Shrinks towards the mean variance and adds the regularisation, in place. */
const settle = (covariance: Float64Array, d: number, stride: number, options: MixtureOptions): void => {
  const { shrinkage = 0, regularisation = 1e-6 } = options
  let trace = 0
  for (let index = 0; index < d; index++) trace += covariance[index * stride] as number
  for (let index = 0; index < covariance.length; index++) {
    covariance[index] = (covariance[index] as number) * (1 - shrinkage)
  }
  for (let index = 0; index < d; index++) {
    covariance[index * stride] =
      (covariance[index * stride] as number) + (shrinkage * trace) / d + regularisation
  }
}

const componentOf = (rows: Rows, weights: Float64Array, options: MixtureOptions): Component => {
  const d = widthOf(rows)
  const total = weights.reduce((sum, weight) => sum + weight, 0) + LEAST_ROWS
  const mean = weightedMean(rows, weights, total)
  const logWeight = Math.log(total / rows.length)
  if (options.covariance === 'diagonal') {
    const variances = diagonalCovariance(rows, weights, total, mean)
    settle(variances, d, 1, options)
    const whitening = variances.map(variance => 1 / Math.sqrt(variance))
    const logDeterminant = whitening.reduce((sum, value) => sum + Math.log(value), 0)
    return { logWeight, mean, whitening, logDeterminant }
  }
  const covariance = fullCovariance(rows, weights, total, mean)
  settle(covariance, d, d + 1, options)
  const whitening = invertLower(choleskyFactor(covariance, d), d)
  let logDeterminant = 0
  for (let index = 0; index < d; index++) logDeterminant += Math.log(whitening[index * (d + 1)] as number)
  return { logWeight, mean, whitening, logDeterminant }
}

const maximise = (rows: Rows, shares: Responsibilities, options: MixtureOptions): MixtureModel => {
  const components = shares.map(weights => componentOf(rows, weights, options))
  // The guard makes the weights sum to a little over 1.
  const sum = components.reduce((total, { logWeight }) => total + Math.exp(logWeight), 0)
  return {
    isDiagonal: options.covariance === 'diagonal',
    components: components.map(component => ({
      ...component,
      logWeight: component.logWeight - Math.log(sum)
    }))
  }
}

/** Responsibilities into `shares`; answers the mean log-likelihood. */
const expect = (model: MixtureModel, rows: Rows, shares: Responsibilities): number => {
  let sum = 0
  for (const [index, row] of rows.entries()) {
    const logs = model.components.map(
      component => component.logWeight + componentLogDensity(component, model.isDiagonal, row)
    )
    const total = logSumExp(logs)
    sum += total
    for (const [component, log] of logs.entries()) {
      const share = shares[component]
      if (share) share[index] = Math.exp(log - total)
    }
  }
  return sum / rows.length
}

/**
 * Expectation-maximisation from given responsibilities, as scikit-learn's GaussianMixture with covariance types
 * `full` and `diag` (Dempster, Laird and Rubin, 1977).
 * @throws RangeError where a covariance is singular: raise the regularisation
 */
export const maximiseExpectation = (
  rows: Rows,
  start: Responsibilities,
  options: MixtureOptions
): MixtureModel => {
  const { tolerance = 1e-3, maxIterations = 100 } = options
  const shares = start.map(weights => weights.slice())
  let model = maximise(rows, shares, options)
  let before = Number.NEGATIVE_INFINITY
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    const likelihood = expect(model, rows, shares)
    model = maximise(rows, shares, options)
    if (Math.abs(likelihood - before) < tolerance) break
    before = likelihood
  }
  return model
}

/** Mixture of at most `components` Gaussians, started from K-means; fewer where there are fewer rows. */
export const fitMixture = (rows: Rows, options: MixtureOptions, random: Random): MixtureModel => {
  const { centres, labels } = kmeans(rows, { clusters: options.components, starts: 1 }, random)
  const start = centres.map((_, cluster) => Float64Array.from(labels, label => (label === cluster ? 1 : 0)))
  return maximiseExpectation(rows, start, options)
}
