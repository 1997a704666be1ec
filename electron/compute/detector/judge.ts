import type { ClipRef, ClipScore, ScoredClip } from '../../contract/compute.ts'
import type { Lane } from '../../contract/results.ts'
import type { ClipFeatures } from '../../ml/detectors/auto/features.ts'
import type { FittedAuto } from '../../ml/detectors/auto/fitted.ts'
import type { ScoreLane } from '../../ml/detectors/auto/lane-model.ts'
import { refusalOf } from './refusals.ts'

/** A lane in seconds of the recording. */
const laneOf = (lane: ScoreLane, clipStartS: number): Lane => ({
  startS: clipStartS + lane.startS,
  stepS: lane.stepS,
  windowS: lane.windowS,
  values: Array.from(lane.values),
  threshold: lane.threshold,
  peakS: clipStartS + lane.peakS
})

type JudgedClip = Pick<ClipRef, 'clipId' | 'recordingId' | 'startS'>

const scoreOf = (fitted: FittedAuto, clip: JudgedClip, features: ClipFeatures): ClipScore => {
  const own = { leaveOut: clip.clipId }
  const { score, pValue, isHeldOut, views, bands, reasons } = fitted.score(features, own)
  const { clipId, recordingId } = clip
  const lane = laneOf(fitted.lane(features, own), clip.startS)
  return { clipId, recordingId, score, pValue, isHeldOut, views, bands, reasons, lane }
}

/** What the default detector says of a clip; of one of its fit, what a fit without its block says. */
export const judge = (fitted: FittedAuto, clip: JudgedClip, features: ClipFeatures): ScoredClip => {
  const refusal = fitted.vet(features)
  return refusal === undefined
    ? { kind: 'score', value: scoreOf(fitted, clip, features) }
    : { kind: 'refused', value: refusalOf(clip, refusal, otherId => otherId) }
}
