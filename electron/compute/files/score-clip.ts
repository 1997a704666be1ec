import type { ClipRef, ScoredClip } from '../../contract/compute.ts'
import { judge } from '../detector/judge.ts'
import { loadModel } from '../detector/model-files.ts'
import type { FileJob } from '../pool/file-job.ts'
import { clipFeatures, readFeatures } from './clip-features.ts'

/** Scores clips by the model in a folder, from cached features where they are there. */
export const scoreClip: FileJob<{ readonly modelDir: string }, ClipRef, ScoredClip> = ({ modelDir }) => {
  const makeFeatures = clipFeatures(null)
  return async (clip, signal) => {
    const fitted = await loadModel(modelDir)
    const features = (await readFeatures(clip.featuresPath)) ?? (await makeFeatures(clip, signal))
    return judge(fitted, clip, features)
  }
}
