import { clipCutter } from '../files/audio-pass.ts'
import { judge } from '../detector/judge.ts'
import { loadModel } from '../detector/model-files.ts'
import { OWN_MACHINE } from '../detector/store-clips.ts'
import { bySystem, withWarmScorer } from '../detector/system-scorer.ts'
import type { ScoredClip } from '../../contract/compute.ts'
import { AppError } from '../../contract/errors.ts'
import { extractFeatures } from '../../ml/detectors/auto/features.ts'
import type { TaskRunner } from '../serve.ts'

/** Names of a clip that is no row and belongs to no fit. */
const NOWHERE = { clipId: '', recordingId: '', startS: 0 }

/** The clip with the score of the model's system, which is kept loaded for the next one. */
const judgedBySystem = (
  modelDir: string,
  judged: ScoredClip,
  clip: Float32Array,
  signal: AbortSignal
): Promise<ScoredClip> =>
  withWarmScorer(modelDir, async scorer => {
    if (scorer === null || judged.kind === 'refused') return judged
    const facts = { id: '', machine: OWN_MACHINE, domain: null, attributes: {}, recording: '' }
    const scores = await scorer.score([{ ...facts, waveform: async () => clip }], { seed: 0, signal })
    const networks = scores.map(([score]) => score ?? Number.NaN)
    return { kind: 'score', value: await bySystem(modelDir, judged.value, networks) }
  })

/** Judges the first clip of samples of one channel as the first clip of a file of them would be. */
export const scoreSamples: TaskRunner<'scoreSamples'> = async (
  { modelDir, samples, sampleRateHz, lengthS },
  { signal }
) => {
  const { auto, system } = await loadModel(modelDir)
  const clips: Float32Array[] = []
  const cut = clipCutter(sampleRateHz, lengthS, clip => clips.push(clip))
  cut.push(samples)
  cut.finish()
  const [clip] = clips
  if (clip === undefined) throw new AppError('invalid', `A clip is ${lengthS} s long`)
  const judged = judge(auto, NOWHERE, extractFeatures(clip))
  return system === null ? judged : judgedBySystem(modelDir, judged, clip, signal)
}
