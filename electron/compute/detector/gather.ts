import type { ClipRefusal, FitClip } from '../../contract/compute.ts'
import { fromErrorBody } from '../../contract/errors.ts'
import type { ClipFeatures } from '../../ml/detectors/auto/features.ts'
import { isStorageError } from '../../files/storage-error.ts'
import { byRecording, readFeatures } from '../files/clip-features.ts'
import { mapFiles } from '../pool/map-files.ts'
import { unreadableClip } from './refusals.ts'

const READS_AT_ONCE = 32

/** A clip of a fit and its features. */
export interface ClipWithFeatures {
  readonly clip: FitClip
  readonly features: ClipFeatures
}

/** The clips that can be learned from, and those whose sound cannot be read. */
export interface Gathered {
  /** In the order of the input. */
  readonly clips: readonly ClipWithFeatures[]
  readonly unreadable: readonly ClipRefusal[]
}

/** Features of all clips: from the cache, and those that are not there from the recordings. */
export const gather = async (
  clips: readonly FitClip[],
  signal: AbortSignal,
  report: (fraction: number, message: string) => void
): Promise<Gathered> => {
  const known = new Map<FitClip, ClipFeatures>()
  const unreadable: ClipRefusal[] = []
  for (let from = 0; from < clips.length; from += READS_AT_ONCE) {
    signal.throwIfAborted()
    const batch = clips.slice(from, from + READS_AT_ONCE)
    const read = await Promise.all(batch.map(({ featuresPath }) => readFeatures(featuresPath)))
    for (const [index, clip] of batch.entries()) {
      const features = read[index]
      if (features) known.set(clip, features)
    }
  }
  const missing = clips.filter(clip => !known.has(clip))
  const recordings = byRecording(missing)
  let done = 0
  await mapFiles('features', null, recordings, {
    signal,
    onOutcome: (outcome, index) => {
      const own = recordings[index] ?? []
      if (!outcome.isDone && isStorageError(outcome.error.details)) throw fromErrorBody(outcome.error)
      for (const [place, clip] of own.entries()) {
        const features = outcome.isDone ? outcome.value[place] : undefined
        if (features) known.set(clip, features)
        else if (!outcome.isDone) unreadable.push(unreadableClip(clip, outcome.error))
      }
      done += own.length
      report(done / missing.length, `${done} of ${missing.length} clips read`)
    }
  })
  return {
    clips: clips.flatMap(clip => {
      const features = known.get(clip)
      return features === undefined ? [] : [{ clip, features }]
    }),
    unreadable
  }
}
