import type { FalseAlarms } from '../../contract/models.ts'
import { deviation, mean } from '../../dsp/statistics.ts'
import { fitShiftedGamma, shiftedGammaQuantile } from '../statistics/gamma.ts'
import type { Calibration } from './auto/calibration.ts'
import { conformalPValue } from './auto/calibration.ts'
import { expectedFalseAlarms } from './auto/expected-alarms.ts'
import { RECIPE } from './auto/parameters.ts'
import type { Blocks } from './auto/splits.ts'
import type { HeldOutScore } from './system.ts'
import { decisionOf } from './threshold.ts'

/** The Monitor line of a system: one normal in ten lies above it. With one kind of held-out scores, a choice. */
const MONITOR_QUANTILE = 0.9

/** Where scores lie among held-out normals. */
export interface Standard {
  readonly location: number
  readonly scale: number
}

/** How the scores of `auto` and of networks become one. */
export interface Fusion {
  readonly auto: Standard
  /** One a network. */
  readonly networks: readonly Standard[]
}

/** What a system's held-out scores say: plain data, without the network. */
export interface SystemPart {
  readonly heldOut: readonly HeldOutScore[]
  /** Recordings that the held-out scores come from. */
  readonly recordings: number
  /** Blocks of the held-out scores, where each was scored by a fit without its whole block; null: at random. */
  readonly blocks: Blocks | null
  readonly threshold: number
  readonly monitorLine: number
  /** Null: the score is the network's own. */
  readonly fusion: Fusion | null
}

const scoresOf = (heldOut: readonly HeldOutScore[]): Float64Array =>
  Float64Array.from(heldOut, ({ score }) => score)

export interface PartOptions {
  readonly blocks?: Blocks
  readonly fusion?: Fusion
  /** A threshold of the method's own instead of that of the held-out scores. */
  readonly ownThreshold?: number | null
}

/**
 * Threshold, Monitor line and what else follows from held-out scores. Scores that are no numbers are left out, and
 * blocks with them.
 */
export const systemPartOf = (
  scores: readonly HeldOutScore[],
  recordings: number,
  options: PartOptions = {}
): SystemPart => {
  const heldOut = scores.filter(({ score }) => Number.isFinite(score))
  const decision = decisionOf(heldOut)
  const { blocks = null, fusion = null, ownThreshold = null } = options
  const threshold = ownThreshold ?? decision.threshold
  const lower = decision.isFirm
    ? shiftedGammaQuantile(fitShiftedGamma(scoresOf(heldOut)), MONITOR_QUANTILE)
    : threshold
  return {
    heldOut,
    recordings,
    blocks: heldOut.length === scores.length ? blocks : null,
    threshold,
    monitorLine: Math.min(threshold, lower),
    fusion
  }
}

/** Whether too few held-out scores stand behind the threshold for it to be firm. */
export const isProvisionalPart = ({ heldOut }: SystemPart): boolean => heldOut.length < RECIPE.settledNormals

/**
 * False alarms to expect at a threshold, as the default detector's. For a condition that was not recorded something is
 * said only where whole blocks were held out.
 */
export const falseAlarmsOf = (part: SystemPart, threshold = part.threshold): FalseAlarms => {
  const scores = scoresOf(part.heldOut)
  const none: Blocks = { ofClip: new Int32Array(scores.length), count: 1, basis: 'within-recording' }
  const calibration: Calibration = {
    blocked: scores,
    clipWise: scores,
    mixed: scores,
    blocks: part.blocks ?? none,
    folds: none.ofClip,
    recordings: part.recordings,
    threshold: part.threshold,
    monitorLine: part.monitorLine
  }
  return expectedFalseAlarms(calibration, threshold)
}

/** Conformal p-value of a score; for a clip of the fit its own held-out score is left out. */
export const pValueOf = ({ heldOut }: SystemPart, score: number, clipId?: string): number =>
  conformalPValue(
    scoresOf(heldOut),
    score,
    clipId === undefined ? -1 : heldOut.findIndex(own => own.clipId === clipId)
  )

/** Mean and population deviation of held-out scores, by which others are standardised. */
export const standardOf = (scores: Float64Array): Standard => ({
  location: mean(scores),
  scale: deviation(scores) + 1e-9
})

const z = (score: number, { location, scale }: Standard): number => (score - location) / scale

/**
 * Mean of asinh(z) of `auto` and asinh(z) of the networks (the mean of their z-scores); asinh keeps the order and
 * lets neither drown the other.
 */
export const fuse = (fusion: Fusion, autoScore: number, scores: readonly number[]): number => {
  const network = mean(scores.map((score, index) => z(score, fusion.networks[index] as Standard)))
  return 0.5 * (Math.asinh(z(autoScore, fusion.auto)) + Math.asinh(network))
}

/** The score of a clip from what `auto` and the networks say of it. */
export const scoreOfPart = (
  { fusion }: SystemPart,
  autoScore: number,
  networks: readonly number[]
): number => (fusion === null ? (networks[0] ?? Number.NaN) : fuse(fusion, autoScore, networks))
