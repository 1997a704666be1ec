import type { ClipRef, ScoredClip } from '../../contract/compute.ts'
import { fromErrorBody } from '../../contract/errors.ts'
import { unreadableClip } from '../detector/refusals.ts'
import { scoreBySystem } from '../detector/score-by-system.ts'
import { CLIPS_TOGETHER } from '../detector/score-together.ts'
import { openScorer } from '../detector/system-scorer.ts'
import type { SystemScorer } from '../detector/system-scorer.ts'
import { isStorageError } from '../../files/storage-error.ts'
import { byRecording, readFeatures } from '../files/clip-features.ts'
import { mapFiles } from '../pool/map-files.ts'
import type { TaskContext } from '../../contract/compute.ts'
import type { TaskRunner } from '../serve.ts'

/** With cached features a clip takes a few milliseconds: fewer than these do not pay for threads. */
const FEW_CACHED = 200
/** Clips that the default detector judges before a system scores them: what is scored is answered soon. */
const CLIPS_AT_ONCE = 256

const isCached = async ({ featuresPath }: ClipRef): Promise<boolean> =>
  (await readFeatures(featuresPath)) !== null

/** No threads for a few clips with features; otherwise the pool decides. */
const threadsFor = async (clips: readonly ClipRef[]): Promise<{ threads?: number }> =>
  clips.length < FEW_CACHED && (await Promise.all(clips.map(isCached))).every(Boolean) ? { threads: 0 } : {}

interface Judging {
  readonly modelDir: string
  readonly signal: AbortSignal
  /** Called with the clips of one recording after the other. */
  readonly onJudged: (judged: readonly ScoredClip[]) => void
}

/** What the default detector of a model says of clips, several recordings at a time. */
const judgeAll = async (
  recordings: readonly ClipRef[][],
  { modelDir, signal, onJudged }: Judging
): Promise<void> =>
  mapFiles('score', { modelDir }, recordings, {
    ...(await threadsFor(recordings.flat())),
    signal,
    onOutcome: (outcome, index) => {
      const own = recordings[index] ?? []
      if (outcome.isDone) onJudged(outcome.value)
      else if (isStorageError(outcome.error.details)) throw fromErrorBody(outcome.error)
      else onJudged(own.map(clip => ({ kind: 'refused', value: unreadableClip(clip, outcome.error) })))
    }
  })

/** Recordings in parts of some clips; a recording is never divided. */
const inParts = (recordings: readonly ClipRef[][]): ClipRef[][][] => {
  const parts: ClipRef[][][] = []
  let clips = CLIPS_AT_ONCE
  for (const recording of recordings) {
    if (clips >= CLIPS_AT_ONCE) {
      parts.push([])
      clips = 0
    }
    parts.at(-1)?.push(recording)
    clips += recording.length
  }
  return parts
}

type Scoring = TaskContext<'score'> & {
  readonly modelDir: string
  readonly cacheDir?: string
  readonly scorer: SystemScorer
}

const scoreAllBySystem = async (clips: readonly ClipRef[], scoring: Scoring): Promise<void> => {
  const { modelDir, cacheDir, scorer, signal, report, emit } = scoring
  const context = { seed: 0, signal, ...(cacheDir !== undefined && { cacheDir }) }
  const byId = new Map(clips.map(clip => [clip.clipId, clip]))
  let done = 0
  for (const part of inParts(byRecording(clips))) {
    const judged: ScoredClip[] = []
    await judgeAll(part, { modelDir, signal, onJudged: own => judged.push(...own) })
    for (let from = 0; from < judged.length; from += CLIPS_TOGETHER) {
      signal.throwIfAborted()
      const some = judged.slice(from, from + CLIPS_TOGETHER)
      const scored = await scoreBySystem(some, clipId => byId.get(clipId), { modelDir, scorer, context })
      scored.forEach(emit)
      done += some.length
      report(done / clips.length, `${done} of ${clips.length} clips`)
    }
  }
}

/**
 * Scores clips by a model, answered recording by recording. Where the model has a system, that gives the score; its
 * networks are loaded here alone, not in the threads.
 * @throws AppError of a model that cannot be used: that fails the task, not every clip of it; engine-missing
 */
export const score: TaskRunner<'score'> = async ({ modelDir, clips, cacheDir }, context) => {
  const scorer = await openScorer(modelDir)
  if (scorer === null) {
    let done = 0
    await judgeAll(byRecording(clips), {
      modelDir,
      signal: context.signal,
      onJudged: judged => {
        judged.forEach(context.emit)
        done += judged.length
        context.report(done / clips.length, `${done} of ${clips.length} clips`)
      }
    })
    return null
  }
  try {
    await scoreAllBySystem(clips, {
      ...context,
      modelDir,
      scorer,
      ...(cacheDir !== undefined && { cacheDir })
    })
  } finally {
    scorer.dispose()
  }
  return null
}
