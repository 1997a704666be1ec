import { clipFeatures, readFeatures } from '../files/clip-features.ts'
import { loadModel } from '../detector/model-files.ts'
import type { TaskRunner } from '../serve.ts'

/** The clip of a model's normals that is most like a clip, other than the clip itself. */
export const nearestNormal: TaskRunner<'nearestNormal'> = async ({ modelDir, clip }, { signal }) => {
  const fitted = await loadModel(modelDir)
  const features = (await readFeatures(clip.featuresPath)) ?? (await clipFeatures(null)(clip, signal))
  const clipId = fitted.nearestNormal(features, { leaveOut: clip.clipId })
  return clipId === undefined ? null : { clipId }
}

/** False alarms to expect at another threshold. */
export const falseAlarmsAt: TaskRunner<'falseAlarmsAt'> = async ({ modelDir, threshold }) =>
  (await loadModel(modelDir)).expectedFalseAlarms(threshold)
