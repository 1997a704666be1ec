import type { FalseAlarms } from '../../../contract/models.ts'
import { betaBinomialQuantile } from '../../statistics/beta-binomial.ts'
import { fitShiftedGamma, shiftedGammaTail } from '../../statistics/gamma.ts'
import { normalUpperQuantile, studentTail } from '../../statistics/student.ts'
import { thresholdOf } from './calibration.ts'
import type { Calibration } from './calibration.ts'

const NEXT_RECORDINGS = 100
const LOW = 0.05
const HIGH = 0.95
/** How many recordings the distribution's tail counts for beside the counted ones. */
const PRIOR_RECORDINGS = 20
/** With fewer conditions a new one beyond the worst known is too likely (1 in conditions + 1) for a promise. */
const MIN_CONDITIONS = 4
const SMALLEST_TAIL = 1e-9
/** No score above the line is no proof of a rate of zero: Jeffreys' prior keeps the interval open. */
const LEAST_EVIDENCE = 0.5

/**
 * False alarms to expect among the next 100 normal recordings at a threshold, with a 90 % interval.
 *
 * In conditions like those recorded: the rate is estimated from held-out scores whose folds mix the conditions,
 * as their share at or above the threshold, drawn towards the tail of their gamma distribution. That tail is
 * widened as Student's t widens the normal one, because its parameters are estimates. The rate's uncertainty is
 * that of an order statistic among n scores, a beta distribution with n + 1 (David and Nagaraja, Order
 * Statistics, 2.1); the interval is that of the count among 100, beta-binomial. Clips of one recording count
 * together as one. On five simulated distributions it holds the observed rate in 86 to 98 % of fits.
 */
export const expectedFalseAlarms = (calibration: Calibration, threshold: number): FalseAlarms => {
  const { mixed, recordings } = calibration
  const n = Math.max(recordings, 2)
  const counted = (mixed.filter(score => score >= threshold).length * n) / mixed.length
  const rate = (counted + PRIOR_RECORDINGS * widenedTail(mixed, threshold, n)) / (n + PRIOR_RECORDINGS)
  const spread = { a: Math.max(rate * (n + 1), LEAST_EVIDENCE), b: (1 - rate) * (n + 1) }
  return {
    per100: NEXT_RECORDINGS * rate,
    low: betaBinomialQuantile(LOW, NEXT_RECORDINGS, spread),
    high: betaBinomialQuantile(HIGH, NEXT_RECORDINGS, spread),
    newConditionHigh: newConditionHigh(calibration, threshold)
  }
}

const widenedTail = (scores: Float64Array, threshold: number, n: number): number => {
  const tail = shiftedGammaTail(fitShiftedGamma(scores), threshold)
  const bounded = Math.min(1 - SMALLEST_TAIL, Math.max(SMALLEST_TAIL, tail))
  return studentTail(normalUpperQuantile(bounded) * Math.sqrt((n - 1) / (n + 1)), n - 1)
}

/**
 * Upper end for a condition that was not recorded: that of the worst block, held against the threshold that the
 * other blocks would set, with Jeffreys' prior. Null where too few blocks stand for conditions.
 */
const newConditionHigh = (calibration: Calibration, threshold: number): number | null => {
  const { blocked, blocks, recordings } = calibration
  if (blocks.count < MIN_CONDITIONS || blocks.basis === 'within-recording') return null
  const moved = threshold - calibration.threshold
  const highs = Array.from({ length: blocks.count }, (_, block) => {
    const inside = blocked.filter((_score, index) => blocks.ofClip[index] === block)
    const outside = blocked.filter((_score, index) => blocks.ofClip[index] !== block)
    const line = thresholdOf(outside) + moved
    const weight = recordings / blocked.length
    const above = inside.filter(score => score >= line).length
    return betaBinomialQuantile(HIGH, NEXT_RECORDINGS, {
      a: above * weight + 0.5,
      b: (inside.length - above) * weight + 0.5
    })
  })
  return Math.max(...highs)
}
