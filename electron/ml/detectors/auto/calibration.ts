import { fitShiftedGamma, shiftedGammaQuantile } from '../../statistics/gamma.ts'
import { fitFused, scoreFused } from './fused-model.ts'
import type { FitRow, FusedFit, FusedModel } from './fused-model.ts'
import { RECIPE } from './parameters.ts'
import { planBlocks, planFolds } from './splits.ts'
import type { Blocks, SplitClip } from './splits.ts'

/** Held-out scores of the normals in three kinds, and the two lines drawn from them. */
export interface Calibration {
  /** Each clip scored by an exact refit without its block; these are shown. */
  readonly blocked: Float64Array
  /** Each clip left out alone (with its siblings), in closed form. */
  readonly clipWise: Float64Array
  /** Each clip scored by an exact refit without its fold; folds mix the conditions. */
  readonly mixed: Float64Array
  readonly blocks: Blocks
  readonly folds: Int32Array
  readonly recordings: number
  /** A clip is flagged from here on. */
  readonly threshold: number
  /** The lower line: the clip-wise threshold, or the threshold itself where that is not lower. */
  readonly monitorLine: number
}

/** Fit of all clips, the refits behind the blocked scores, and the calibration. */
export interface CalibratedFit {
  readonly fit: FusedFit
  /** `blockModels[b]` was fitted without block b. */
  readonly blockModels: readonly FusedModel[]
  readonly calibration: Calibration
}

/** Threshold at the nominal false-alarm rate of held-out scores: shifted gamma distribution, 95 %. */
export const thresholdOf = (scores: ArrayLike<number>): number =>
  shiftedGammaQuantile(fitShiftedGamma(scores), RECIPE.alarmQuantile)

/** Fits clips (in the order of recording) and calibrates; `onStep` is called before each fit, 0 to 1. */
export const fitCalibrated = (
  rows: readonly FitRow[],
  clips: readonly SplitClip[],
  ignoreLevel: boolean,
  onStep: (fraction: number) => void = () => undefined
): CalibratedFit => {
  const blocks = planBlocks(clips)
  const folds = planFolds(clips)
  // With fewer than ten single-clip recordings both splits are the same: nothing is fitted twice.
  const isSameSplit = blocks.ofClip.every((block, index) => block === folds[index])
  const foldCount = new Set(folds).size
  const steps = 1 + blocks.count + (isSameSplit ? 0 : foldCount)
  let step = 0
  const next = (): void => onStep(step++ / steps)
  next()
  const fit = fitFused(rows, ignoreLevel)
  const inBlocks = refit(rows, blocks.ofClip, blocks.count, ignoreLevel, next)
  const mixed = isSameSplit ? inBlocks.scores : refit(rows, folds, foldCount, ignoreLevel, next).scores
  const threshold = thresholdOf(inBlocks.scores)
  return {
    fit,
    blockModels: inBlocks.models,
    calibration: {
      blocked: inBlocks.scores,
      clipWise: fit.heldOut,
      mixed,
      blocks,
      folds,
      recordings: new Set(rows.map(row => row.group)).size,
      threshold,
      monitorLine: Math.min(threshold, thresholdOf(fit.heldOut))
    }
  }
}

const refit = (
  rows: readonly FitRow[],
  parts: Int32Array,
  count: number,
  ignoreLevel: boolean,
  onStep: () => void
): { models: FusedModel[]; scores: Float64Array } => {
  const scores = new Float64Array(rows.length)
  const models: FusedModel[] = []
  for (let part = 0; part < count; part++) {
    onStep()
    const { model } = fitFused(
      rows.filter((_, index) => parts[index] !== part),
      ignoreLevel
    )
    models.push(model)
    rows.forEach((row, index) => {
      if (parts[index] === part) scores[index] = scoreFused(model, row.views).score
    })
  }
  return { models, scores }
}

/**
 * Conformal p-value: (1 + held-out scores at or above the score) / (1 + held-out scores); for a clip of the fit
 * its own held-out score, at index `own`, is left out.
 */
export const conformalPValue = (heldOut: Float64Array, score: number, own = -1): number => {
  let above = 1
  let count = 1
  heldOut.forEach((other, index) => {
    if (index === own) return
    count++
    if (other >= score) above++
  })
  return above / count
}
