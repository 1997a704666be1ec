import type { Check, CheckFigure, Sibling } from '../../../contract/models.ts'
import { thresholdOf } from '../auto/calibration.ts'
import type { Blocks } from '../auto/splits.ts'

/** Scores of clips that were held out, or that stand for faults, by one detector, and its threshold. */
export interface CheckedScores {
  readonly threshold: number
  /** Held-out scores of the normals, in the order of the blocks' clips. */
  readonly heldOut: Float64Array
  /** Held-out normals with synthetic faults mixed in. */
  readonly synthetic: readonly number[]
  /** Clips of the siblings, as if they were this machine's. */
  readonly siblings: readonly number[]
}

/** Share of normals that a threshold set without their block would flag. */
export const alarmsAcrossBlocks = (scores: Float64Array, { ofClip, count }: Blocks): number => {
  let flagged = 0
  for (let block = 0; block < count; block++) {
    const line = thresholdOf(scores.filter((_, index) => ofClip[index] !== block))
    flagged += scores.filter((score, index) => ofClip[index] === block && score >= line).length
  }
  return flagged / scores.length
}

const share = (scores: readonly number[], threshold: number): number =>
  scores.filter(score => score >= threshold).length / Math.max(1, scores.length)

/**
 * Whether a deeper fit is at least as good as `auto` alone: no more false alarms across the blocks of the normals, no
 * fewer synthetic faults and no fewer clips of the siblings flagged.
 */
export const checkOf = (
  before: CheckedScores,
  after: CheckedScores,
  blocks: Blocks,
  siblings: readonly Sibling[]
): Check => {
  const figure = (
    name: CheckFigure['name'],
    of: (scores: CheckedScores) => number,
    clips: number,
    isHeld: (was: number, is: number) => boolean
  ): CheckFigure => {
    const [was, is] = [of(before), of(after)]
    return { name, before: was, after: is, of: clips, holds: isHeld(was, is) }
  }
  const isNoHigher = (was: number, is: number): boolean => is <= was
  const isNoLower = (was: number, is: number): boolean => is >= was
  const figures = [
    figure(
      'calibration',
      ({ heldOut }) => alarmsAcrossBlocks(heldOut, blocks),
      after.heldOut.length,
      isNoHigher
    ),
    figure(
      'synthetic-recall',
      ({ synthetic, threshold }) => share(synthetic, threshold),
      after.synthetic.length,
      isNoLower
    ),
    figure(
      'sibling-recall',
      scores => share(scores.siblings, scores.threshold),
      after.siblings.length,
      isNoLower
    )
  ]
  return { holds: figures.every(({ holds }) => holds), siblings: [...siblings], figures }
}
