import type { FalseAlarms } from '../../../contract/models.ts'
import { betaBinomialQuantile } from '../../statistics/beta-binomial.ts'
import { thresholdOf } from './calibration.ts'
import type { Calibration } from './calibration.ts'

const NEXT_RECORDINGS = 100
const LOW = 0.05
const HIGH = 0.95
/** With fewer conditions, a new one beyond the worst known is too likely (1 in conditions + 1) for a promise. */
const MIN_CONDITIONS = 4

/**
 * False alarms to expect among the next 100 normal recordings at a threshold, with the 90 % interval of the
 * beta-binomial predictive distribution under Jeffreys' prior. Counted on cross-fitted scores: a clip's score
 * comes from a fit without its fold, and it is held against a threshold from the other folds' scores, moved as
 * far as the given threshold lies from that of all scores. Clips of one recording count together as one.
 */
export const expectedFalseAlarms = (calibration: Calibration, threshold: number): FalseAlarms => {
  const { mixed, folds, recordings } = calibration
  const same = countCrossed(mixed, folds, threshold)
  const rate = posterior(sum(same), mixed.length, recordings)
  return {
    per100: (NEXT_RECORDINGS * rate.a) / (rate.a + rate.b),
    low: betaBinomialQuantile(LOW, NEXT_RECORDINGS, rate),
    high: betaBinomialQuantile(HIGH, NEXT_RECORDINGS, rate),
    newConditionHigh: newConditionHigh(calibration, threshold)
  }
}

// The worst block stands for a condition that was not recorded.
const newConditionHigh = (calibration: Calibration, threshold: number): number | null => {
  const { blocked, blocks, recordings } = calibration
  if (blocks.count < MIN_CONDITIONS || blocks.basis === 'within-recording') return null
  const counts = countCrossed(blocked, blocks.ofClip, threshold)
  const highs = counts.map((crossed, block) => {
    const size = blocks.ofClip.filter(other => other === block).length
    const rate = posterior(crossed, size, (size * recordings) / blocked.length)
    return betaBinomialQuantile(HIGH, NEXT_RECORDINGS, rate)
  })
  return Math.max(...highs)
}

const posterior = (crossed: number, clips: number, recordings: number): { a: number; b: number } => {
  const weight = recordings / clips
  return { a: crossed * weight + 0.5, b: (clips - crossed) * weight + 0.5 }
}

/** Per part, how many of its held-out scores lie at or above the threshold that the other parts would set. */
const countCrossed = (scores: Float64Array, parts: Int32Array, threshold: number): number[] => {
  const moved = threshold - thresholdOf(scores)
  const counts = Array.from({ length: new Set(parts).size }, () => 0)
  return counts.map((_, part) => {
    const line = thresholdOf(scores.filter((_score, index) => parts[index] !== part)) + moved
    return scores.filter((score, index) => parts[index] === part && score >= line).length
  })
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
