import type { ClipRef } from '../../contract/compute.ts'
import { fromErrorBody } from '../../contract/errors.ts'
import { loadModel } from '../detector/model-files.ts'
import { unreadableClip } from '../detector/refusals.ts'
import { isStorageError } from '../files/atomic.ts'
import { byRecording, readFeatures } from '../files/clip-features.ts'
import { mapFiles } from '../pool/map-files.ts'
import type { TaskRunner } from '../serve.ts'

/** With cached features a clip takes a few milliseconds: fewer than these do not pay for threads. */
const FEW_CACHED = 200

const isCached = async ({ featuresPath }: ClipRef): Promise<boolean> =>
  (await readFeatures(featuresPath)) !== null

/** No threads for a few clips with features; otherwise the pool decides. */
const threadsFor = async (clips: readonly ClipRef[]): Promise<{ threads?: number }> =>
  clips.length < FEW_CACHED && (await Promise.all(clips.map(isCached))).every(Boolean) ? { threads: 0 } : {}

/** Scores clips by a model, several recordings at a time, answered recording by recording. */
export const score: TaskRunner<'score'> = async ({ modelDir, clips }, { signal, report, emit }) => {
  // A model that cannot be used fails the task, not every clip of it.
  await loadModel(modelDir)
  const recordings = byRecording(clips)
  let done = 0
  await mapFiles('score', { modelDir }, recordings, {
    ...(await threadsFor(clips)),
    signal,
    onOutcome: (outcome, index) => {
      const own = recordings[index] ?? []
      if (outcome.isDone) outcome.value.forEach(emit)
      else if (isStorageError(outcome.error.details)) throw fromErrorBody(outcome.error)
      else for (const clip of own) emit({ kind: 'refused', value: unreadableClip(clip, outcome.error) })
      done += own.length
      report(done / clips.length, `${done} of ${clips.length} clips`)
    }
  })
  return null
}
