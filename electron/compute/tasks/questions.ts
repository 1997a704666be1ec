import { makeFeatures, readFeatures } from '../files/clip-features.ts'
import { loadModel } from '../detector/model-files.ts'
import { falseAlarmsOf } from '../../ml/detectors/system-part.ts'
import { detectNewCondition } from '../../ml/notices/new-condition.ts'
import type { TaskRunner } from '../serve.ts'

/** The clip of a model's normals that is most like a clip, other than the clip itself. */
export const nearestNormal: TaskRunner<'nearestNormal'> = async ({ modelDir, clip }, { signal }) => {
  const { auto } = await loadModel(modelDir)
  const features = (await readFeatures(clip.featuresPath)) ?? (await makeFeatures([clip], signal))[0]
  if (features === undefined) throw new Error('A clip has no features')
  const clipId = auto.nearestNormal(features, { leaveOut: clip.clipId })
  return clipId === undefined ? null : { clipId }
}

/** False alarms to expect at another threshold. */
export const falseAlarmsAt: TaskRunner<'falseAlarmsAt'> = async ({ modelDir, threshold }) => {
  const { auto, system } = await loadModel(modelDir)
  return system === null ? auto.expectedFalseAlarms(threshold) : falseAlarmsOf(system.part, threshold)
}

/** Whether recent flags (newest last) look like one operating condition that was never recorded. */
export const newCondition: TaskRunner<'newCondition'> = async ({ recent }) => {
  const notice = detectNewCondition(recent)
  if (notice === undefined) return null
  const { flagged, correlation } = notice
  return { recordingIds: flagged.map(({ recordingId }) => recordingId), correlation }
}
