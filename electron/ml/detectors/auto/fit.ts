import { AppError } from '../../../contract/errors.ts'
import { deviation, mean } from '../../../dsp/statistics.ts'
import { fewNormals } from '../by-machine.ts'
import type { FitContext } from '../detector.ts'
import { fitCalibrated } from './calibration.ts'
import type { Calibration } from './calibration.ts'
import type { ImpulseNorm } from './explain.ts'
import type { ClipFeatures } from './features.ts'
import { explainedScore, fittedAuto } from './fitted.ts'
import type { AutoModel, FittedAuto, FitWarning } from './fitted.ts'
import { rowOf } from './fused-model.ts'
import type { FusedModel } from './fused-model.ts'
import { IMPULSE_BANDS } from './impulses.ts'
import { fitLane } from './lane-model.ts'
import { RECIPE } from './parameters.ts'
import type { AutoParameters } from './parameters.ts'
import { groupsOf } from './splits.ts'
import { vetNormals } from './vet.ts'
import type { Remark, VettedClip, Vetting } from './vet.ts'

/** A normal clip to learn from. */
export interface TrainingClip {
  readonly id: string
  /** Recording that the clip was cut from: its clips are never on both sides of a split. */
  readonly group: string
  /** Order of recording; equal orders keep the order given. */
  readonly order: number
  /** Condition, session or day where known. */
  readonly block?: string | undefined
  readonly features: ClipFeatures
}

/** The normals of one machine. */
export interface TrainingSet {
  readonly clips: readonly TrainingClip[]
}

const LEVEL_VARIES_DB = 1
const FEW_RECORDINGS = 5
/** Share of the work that the detector itself takes; the lane takes the rest. */
const DETECTOR_SHARE = 0.8

/**
 * Fits the default detector to the normals of a machine (docs/detector.md). Deterministic: same clips, same model, bit
 * for bit.
 * @throws AppError too-few-normals, degenerate-normals; the signal's reason when cancelled
 */
export const fitAuto = (set: TrainingSet, params: AutoParameters, context: FitContext = {}): FittedAuto => {
  const step = (fraction: number, message: string): void => {
    context.signal?.throwIfAborted()
    context.report?.(fraction, message)
  }
  step(0, 'checking the normals')
  const vetting = vetNormals(set.clips)
  refuseTooFew(set, vetting)
  const clips = [...vetting.kept].sort((a, b) => a.order - b.order)
  const groups = groupsOf(clips)
  const rows = clips.map((clip, index) => ({ views: rowOf(clip.features), group: groups[index] as number }))
  const { fit, blockModels, calibration } = fitCalibrated(rows, clips, params.ignoreLevel, fraction =>
    step(fraction * DETECTOR_SHARE, 'learning')
  )
  const features = clips.map(clip => clip.features)
  const blocks = calibration.blocks.ofClip
  const lane = fitLane(features, blocks, params.ignoreLevel, () => step(DETECTOR_SHARE, 'learning the lane'))
  const impulses = impulseNorm(features)
  const levelDeviationDb = deviation(features.map(clip => clip.levelDb))
  step(1, 'the standard detector has learned')
  return fittedAuto({
    params,
    fused: fit.model,
    lane: lane.model,
    calibration,
    impulses,
    traits: vetting.traits,
    clips: clips.map((clip, index) => {
      const without = blockModels[blocks[index] as number] as FusedModel
      const heldOutLane = lane.heldOut[index]
      if (!heldOutLane) throw new RangeError('A clip has no held-out lane')
      return {
        id: clip.id,
        group: clip.group,
        block: clip.block ?? null,
        row: (rows[index] as { views: Float64Array }).views,
        heldOut: { ...explainedScore(without, clip.features, impulses).explanation, lane: heldOutLane }
      }
    }),
    levelDeviationDb,
    isProvisional: Math.min(clips.length, calibration.recordings * 2) < RECIPE.settledNormals,
    excluded: vetting.excluded.map(({ clip, refusal }) => ({ id: clip.id, refusal })),
    warnings: warningsOf(calibration, vetting.remarks, levelDeviationDb, params)
  })
}

/** Too few normals to learn from; knows which were refused, and why. */
export class FitRefused extends AppError {
  readonly excluded: AutoModel['excluded']

  constructor(
    code: 'too-few-normals' | 'degenerate-normals',
    message: string,
    have: number,
    excluded: AutoModel['excluded']
  ) {
    const need = RECIPE.minNormals
    super(code, message, {
      have,
      need,
      missing: need - have,
      excluded: excluded.map(({ id, refusal }) => ({ id, ...refusal }))
    })
    this.excluded = excluded
  }
}

/** @throws FitRefused where too few normals are left after vetting */
export const refuseTooFew = <C extends VettedClip>(
  set: { readonly clips: readonly C[] },
  vetting: Vetting<C>
): void => {
  const have = vetting.kept.length
  const need = RECIPE.minNormals
  if (have >= need) return
  const excluded = vetting.excluded.map(({ clip, refusal }) => ({ id: clip.id, refusal }))
  if (set.clips.length >= need) {
    throw new FitRefused(
      'degenerate-normals',
      `Of ${set.clips.length} normal clips ${have} can be learned from; ${need} are needed`,
      have,
      excluded
    )
  }
  throw new FitRefused('too-few-normals', fewNormals(have, need), have, excluded)
}

const impulseNorm = (clips: readonly ClipFeatures[]): ImpulseNorm => {
  const columns = Array.from({ length: IMPULSE_BANDS }, (_, band) =>
    clips.map(clip => clip.impulses[band] as number)
  )
  return { mean: Float64Array.from(columns, mean), deviation: Float64Array.from(columns, deviation) }
}

const warningsOf = (
  { blocked, recordings }: Calibration,
  remarks: readonly Remark[],
  levelDeviationDb: number,
  { ignoreLevel }: AutoParameters
): FitWarning[] => {
  const warnings: FitWarning[] = remarks.map(({ id, code, params }) => ({ code, params: { id, ...params } }))
  const settled = RECIPE.settledNormals
  if (blocked.length < settled) {
    warnings.push({ code: 'few-normals', params: { have: blocked.length, settled } })
  }
  if (recordings === 1) warnings.push({ code: 'one-recording', params: {} })
  else if (recordings < FEW_RECORDINGS)
    warnings.push({ code: 'few-recordings', params: { have: recordings } })
  if (levelDeviationDb > LEVEL_VARIES_DB && !ignoreLevel) {
    warnings.push({ code: 'level-varies', params: { db: levelDeviationDb } })
  }
  return warnings
}
