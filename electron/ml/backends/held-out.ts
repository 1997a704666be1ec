import { planBlocks } from '../detectors/auto/splits.ts'
import { seededRandom } from './random.ts'
import type { Random } from './random.ts'

/** What a split needs to know of a clip; clips come in the order of recording. */
export interface HeldOutClip {
  /** Clips of one recording never stand on both sides of a split. */
  readonly recording: string
  /** Operating condition, session or day where known. */
  readonly condition: string | null
}

/**
 * Scores of training clips by models that had not seen their block: by condition where it is known for all
 * clips, else five consecutive stretches of whole recordings, as the default detector's (docs/detector.md). Each
 * model is an exact refit. Fewer than two clips have none: NaN.
 */
export const heldOutScores = <Model>(
  clips: readonly HeldOutClip[],
  fit: (kept: readonly number[], random: Random) => Model,
  score: (model: Model, index: number) => number,
  seed: number
): Float64Array => {
  const scores = new Float64Array(clips.length).fill(Number.NaN)
  if (clips.length < 2) return scores
  const blocks = planBlocks(
    clips.map(({ recording, condition }) => ({
      group: recording,
      ...(condition !== null && { block: condition })
    }))
  )
  for (let block = 0; block < blocks.count; block++) {
    const kept = clips.flatMap((_, index) => (blocks.ofClip[index] === block ? [] : [index]))
    if (kept.length === 0) continue
    const model = fit(kept, seededRandom(seed + block + 1))
    for (const [index] of clips.entries()) {
      if (blocks.ofClip[index] === block) scores[index] = score(model, index)
    }
  }
  return scores
}
