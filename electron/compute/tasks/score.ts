import type { ClipRef, ScoredClip } from '../../contract/compute.ts'
import { fromErrorBody } from '../../contract/errors.ts'
import { isStorageError } from '../files/atomic.ts'
import { readFeatures } from '../files/clip-features.ts'
import { loadModel } from '../detector/model-files.ts'
import { mapFiles } from '../pool/map-files.ts'
import type { Outcome } from '../pool/messages.ts'
import type { TaskRunner } from '../serve.ts'

const answerOf = (clip: ClipRef | undefined, outcome: Outcome<ScoredClip>): ScoredClip => {
  if (outcome.isDone) return outcome.value
  if (isStorageError(outcome.error.details)) throw fromErrorBody(outcome.error)
  const { clipId = '', recordingId = '' } = clip ?? {}
  return { kind: 'refused', value: { clipId, recordingId, reason: outcome.error.message, badge: null } }
}

/** With cached features a clip takes a few milliseconds: fewer than these do not pay for threads. */
const FEW_CACHED = 200

const isCached = async ({ featuresPath }: ClipRef): Promise<boolean> =>
  (await readFeatures(featuresPath)) !== null

/** No threads for a few clips with features; otherwise the pool decides. */
const threadsFor = async (clips: readonly ClipRef[]): Promise<{ threads?: number }> =>
  clips.length < FEW_CACHED && (await Promise.all(clips.map(isCached))).every(Boolean) ? { threads: 0 } : {}

/** Scores clips by a model, several at a time, answered in the order of the input. */
export const score: TaskRunner<'score'> = async ({ modelDir, clips }, { signal, report, emit }) => {
  // A model that cannot be used fails the task, not every clip of it.
  await loadModel(modelDir)
  await mapFiles('score', { modelDir }, clips, {
    ...(await threadsFor(clips)),
    signal,
    onOutcome: (outcome, index) => {
      emit(answerOf(clips[index], outcome))
      report((index + 1) / clips.length, `${index + 1} of ${clips.length} clips`)
    }
  })
  return null
}
