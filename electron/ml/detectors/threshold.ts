import { conformalPValue, thresholdOf } from './auto/calibration.ts'
import type { FittedSystem, HeldOutScore } from './system.ts'

/** From so many held-out scores on a distribution is fitted to them. */
const ENOUGH_SCORES = 5

/** How a machine's scores become decisions. */
export interface Decision {
  /** A clip is flagged from here on. */
  readonly threshold: number
  /** False where too few normals stand behind the threshold for it to promise anything. */
  readonly isFirm: boolean
  /** Conformal p-value of a score. */
  readonly pValue: (score: number) => number
}

/** The decision of a fitted system for a machine: by a threshold of its own where it has one, else by `decisionOf`. */
export const decisionFor = (fitted: FittedSystem, machine: string): Decision => {
  const decision = decisionOf(fitted.heldOut(machine))
  const own = fitted.ownThreshold?.(machine) ?? null
  return own === null ? decision : { ...decision, threshold: own, isFirm: true }
}

/**
 * Threshold from the held-out scores of a machine's normals, as the default detector's: shifted gamma distribution,
 * 95 %. With fewer than five of them the highest held-out score has to do.
 */
export const decisionOf = (heldOut: readonly HeldOutScore[]): Decision => {
  const scores = Float64Array.from(heldOut.map(({ score }) => score).filter(Number.isFinite))
  const isFirm = scores.length >= ENOUGH_SCORES
  const threshold = isFirm ? thresholdOf(scores) : Math.max(...scores)
  return {
    // Without any held-out score nothing is flagged.
    threshold: Number.isFinite(threshold) ? threshold : Number.MAX_VALUE,
    isFirm,
    pValue: score => conformalPValue(scores, score)
  }
}
