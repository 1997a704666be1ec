import type { FalseAlarms } from '../../../contract/models.ts'
import type { Reason, ViewScore } from '../../../contract/results.ts'
import { conformalPValue } from './calibration.ts'
import type { Calibration } from './calibration.ts'
import { expectedFalseAlarms } from './expected-alarms.ts'
import { bandContributions, reasonsOf, viewScores } from './explain.ts'
import type { ImpulseNorm } from './explain.ts'
import type { ClipFeatures } from './features.ts'
import { rowOf, scoreFused } from './fused-model.ts'
import type { FusedModel } from './fused-model.ts'
import { scoreLane } from './lane-model.ts'
import type { LaneModel, ScoreLane } from './lane-model.ts'
import { nearestRow } from './nearest.ts'
import type { AutoParameters } from './parameters.ts'
import { vetClip } from './vet.ts'
import type { NormalTraits, Refusal } from './vet.ts'

/** What raised a score. */
export interface Explanation {
  readonly views: readonly ViewScore[]
  /** 64 bands of 125 Hz, each at least 0, sum 1. */
  readonly bands: readonly number[]
  readonly reasons: readonly Reason[]
}

/** A clip of the fit: its place, its views, and what a fit without its block said of it. */
export interface FittedClip {
  readonly id: string
  readonly group: string
  readonly block: string | null
  readonly row: Float64Array
  readonly heldOut: Explanation & { readonly lane: ScoreLane }
}

/** Everything that a model consists of; plain data. */
export interface AutoModel {
  readonly params: AutoParameters
  readonly fused: FusedModel
  readonly lane: LaneModel
  readonly calibration: Calibration
  readonly impulses: ImpulseNorm
  readonly traits: NormalTraits
  readonly clips: readonly FittedClip[]
  /** Population standard deviation of the normals' overall level. */
  readonly levelDeviationDb: number
  readonly isProvisional: boolean
  readonly excluded: readonly { readonly id: string; readonly refusal: Refusal }[]
  readonly warnings: readonly FitWarning[]
}

/** Something that a person should know of a fit. */
export interface FitWarning {
  readonly code: 'few-normals' | 'few-recordings' | 'one-recording' | 'unlike-normals' | 'level-varies'
  readonly params: Readonly<Record<string, number | string>>
}

/** Score of a clip. */
export interface AutoScore extends Explanation {
  readonly score: number
  readonly pValue: number
  /** At or above the threshold. */
  readonly isFlagged: boolean
  /** At or above the Monitor line and not flagged; never where the two lines coincide. */
  readonly isMonitor: boolean
  readonly isHeldOut: boolean
}

/** For a clip of the fit its id, so that the answer comes from the fit without its block. */
export interface ScoreOptions {
  readonly leaveOut?: string
}

/** A fitted model and what it can do. */
export interface FittedAuto {
  readonly model: AutoModel
  readonly score: (features: ClipFeatures, options?: ScoreOptions) => AutoScore
  readonly lane: (features: ClipFeatures, options?: ScoreOptions) => ScoreLane
  /** Why a clip cannot be judged, or undefined. */
  readonly vet: (features: ClipFeatures) => Refusal | undefined
  /** Id of the most similar normal other than `leaveOut`; never one that its own held-out score flags. */
  readonly nearestNormal: (features: ClipFeatures, options?: ScoreOptions) => string | undefined
  readonly expectedFalseAlarms: (threshold?: number) => FalseAlarms
}

/** The functions of a model. */
export const fittedAuto = (model: AutoModel): FittedAuto => {
  const { fused, calibration } = model
  const indexOf = new Map(model.clips.map((clip, index) => [clip.id, index]))
  const placeOf = ({ leaveOut }: ScoreOptions): number =>
    leaveOut === undefined ? -1 : (indexOf.get(leaveOut) ?? -1)
  const judged = (score: number, own: number, explanation: Explanation): AutoScore => ({
    score,
    pValue: conformalPValue(calibration.blocked, score, own),
    isFlagged: score >= calibration.threshold,
    isMonitor: score >= calibration.monitorLine && score < calibration.threshold,
    isHeldOut: own >= 0,
    views: explanation.views,
    bands: explanation.bands,
    reasons: explanation.reasons
  })
  return {
    model,
    score: (features, options = {}) => {
      const own = placeOf(options)
      const clip = model.clips[own]
      if (clip) return judged(calibration.blocked[own] as number, own, clip.heldOut)
      const { score, explanation } = explainedScore(fused, features, model.impulses)
      return judged(score, -1, explanation)
    },
    lane: (features, options = {}) =>
      model.clips[placeOf(options)]?.heldOut.lane ?? scoreLane(model.lane, features),
    vet: features => vetClip(features, model.traits),
    nearestNormal: (features, options = {}) => {
      // Someone listens to it to hear what normal is: an outlier among the normals would mislead.
      const others = model.clips.filter(
        (clip, index) =>
          clip.id !== options.leaveOut && (calibration.blocked[index] as number) < calibration.threshold
      )
      return others[
        nearestRow(
          fused,
          rowOf(features),
          others.map(clip => clip.row)
        )
      ]?.id
    },
    expectedFalseAlarms: (threshold = calibration.threshold) => expectedFalseAlarms(calibration, threshold)
  }
}

/** Score of a clip by a fused model, and what raised it. */
export const explainedScore = (
  fused: FusedModel,
  features: ClipFeatures,
  norm: ImpulseNorm
): { score: number; explanation: Explanation } => {
  const scored = scoreFused(fused, rowOf(features))
  return {
    score: scored.score,
    explanation: {
      views: viewScores(fused, scored),
      bands: bandContributions(fused, scored),
      reasons: reasonsOf(fused, scored, features.impulses, norm)
    }
  }
}
