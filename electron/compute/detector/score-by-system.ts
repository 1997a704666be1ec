import type { ClipRef, ScoredClip } from '../../contract/compute.ts'
import { AppError, toErrorBody } from '../../contract/errors.ts'
import type { SystemContext } from '../../ml/detectors/system.ts'
import { namingFiles } from './fit-system.ts'
import { unreadableClip } from './refusals.ts'
import { scoreTogether } from './score-together.ts'
import { clipToScore } from './store-clips.ts'
import { bySystem } from './system-scorer.ts'
import type { SystemScorer } from './system-scorer.ts'

export interface SystemScoring {
  readonly modelDir: string
  readonly scorer: Pick<SystemScorer, 'score'>
  readonly context: SystemContext & { readonly signal: AbortSignal }
}

/** Clips that the default detector has judged, with their scores by the system in place of its own. */
export const scoreBySystem = async (
  judged: readonly ScoredClip[],
  clipOf: (clipId: string) => ClipRef | undefined,
  { modelDir, scorer, context }: SystemScoring
): Promise<ScoredClip[]> => {
  const clips = judged.flatMap(({ kind, value }) => (kind === 'score' ? (clipOf(value.clipId) ?? []) : []))
  const names = new Map(clips.map(({ clipId, fileName }) => [clipId, fileName]))
  const outcomes = await scoreTogether(
    clips.map(clip => clipToScore(clip, context.signal)),
    async some => {
      const byNetwork = await namingFiles(names, () => scorer.score(some, context))
      return some.map((_, index) => byNetwork.map(scores => scores[index] ?? Number.NaN))
    },
    context.signal
  )
  const byClip = new Map(clips.map(({ clipId }, index) => [clipId, outcomes[index]]))
  const answers = judged.map(async (item): Promise<ScoredClip> => {
    const outcome = byClip.get(item.value.clipId)
    const clip = clipOf(item.value.clipId)
    if (item.kind === 'refused' || clip === undefined || outcome === undefined) return item
    return outcome instanceof AppError
      ? { kind: 'refused', value: unreadableClip(clip, toErrorBody(outcome)) }
      : { kind: 'score', value: await bySystem(modelDir, item.value, outcome) }
  })
  return Promise.all(answers)
}
