import { clipCutter } from '../files/audio-pass.ts'
import { judge } from '../detector/judge.ts'
import { loadModel } from '../detector/model-files.ts'
import { AppError } from '../../contract/errors.ts'
import { extractFeatures } from '../../ml/detectors/auto/features.ts'
import type { ClipFeatures } from '../../ml/detectors/auto/features.ts'
import type { TaskRunner } from '../serve.ts'

/** Names of a clip that is no row and belongs to no fit. */
const NOWHERE = { clipId: '', recordingId: '', startS: 0 }

/** Judges the first clip of samples of one channel as the first clip of a file of them would be. */
export const scoreSamples: TaskRunner<'scoreSamples'> = async ({
  modelDir,
  samples,
  sampleRateHz,
  lengthS
}) => {
  const fitted = await loadModel(modelDir)
  const clips: ClipFeatures[] = []
  const cut = clipCutter(sampleRateHz, lengthS, clip => clips.push(extractFeatures(clip)))
  cut.push(samples)
  cut.finish()
  const [features] = clips
  if (features === undefined) throw new AppError('invalid', `A clip is ${lengthS} s long`)
  return judge(fitted, NOWHERE, features)
}
