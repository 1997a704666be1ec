import type { ClipRef, ScoredClip } from '../../contract/compute.ts'
import { judge } from '../detector/judge.ts'
import { loadModel } from '../detector/model-files.ts'
import type { FileJob } from '../pool/file-job.ts'
import { makeFeatures, readFeatures } from './clip-features.ts'

/** Judges clips of one recording by the default detector of the model in a folder, from cached features where they are there. */
export const scoreClips: FileJob<{ readonly modelDir: string }, readonly ClipRef[], ScoredClip[]> =
  ({ modelDir }) =>
  async (clips, signal) => {
    const { auto } = await loadModel(modelDir)
    const cached = await Promise.all(clips.map(clip => readFeatures(clip.featuresPath)))
    const missing = clips.filter((_, index) => !cached[index])
    const made = new Map(
      (await makeFeatures(missing, signal)).map((features, index) => [missing[index], features])
    )
    return clips.flatMap((clip, index) => {
      const features = cached[index] ?? made.get(clip)
      return features ? [judge(auto, clip, features)] : []
    })
  }
