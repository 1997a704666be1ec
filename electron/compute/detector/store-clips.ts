import path from 'node:path'
import { decodeAnalysis } from '../../audio/decode.ts'
import { ANALYSIS_RATE_HZ } from '../../audio/limits.ts'
import { resample } from '../../audio/resample/resample.ts'
import type { ClipRef, FitClip } from '../../contract/compute.ts'
import { ONLY_MACHINE } from '../../ml/detectors/by-machine.ts'
import type { SystemClip } from '../../ml/detectors/system.ts'

/** The machine of a model as its systems know it: identifiers of a store stay out of their files. */
export const OWN_MACHINE = ONLY_MACHINE

/**
 * A clip of the store as a system sees it. Stored recordings are named by their content, so their name, channel and
 * place are enough to know the samples again, wherever the data folder lies.
 */
const storeClip = (
  { audioPath, channel, startS, lengthS }: ClipRef,
  facts: Pick<SystemClip, 'id' | 'machine' | 'domain' | 'attributes' | 'recording'>,
  signal: AbortSignal
): SystemClip => {
  const waveform = (): Promise<Float32Array> =>
    decodeAnalysis(audioPath, channel, { startS, lengthS, signal })
  return {
    ...facts,
    waveform,
    atSpeed: async factor =>
      resample(await waveform(), Math.round(factor * ANALYSIS_RATE_HZ), ANALYSIS_RATE_HZ),
    cacheKey: [path.basename(audioPath), channel, startS, lengthS].join('|')
  }
}

/** A clip that is to be scored. */
export const clipToScore = (clip: ClipRef, signal: AbortSignal): SystemClip =>
  storeClip(
    clip,
    {
      id: clip.clipId,
      machine: OWN_MACHINE,
      domain: null,
      attributes: {},
      recording: clip.recordingId
    },
    signal
  )

/** A clip to learn from; `names` gives it another machine, identifier and recording than its own. */
export const clipToLearn = (
  clip: FitClip,
  signal: AbortSignal,
  names: { readonly machine: string; readonly id: string; readonly recording: string } = {
    machine: OWN_MACHINE,
    id: clip.clipId,
    recording: clip.recordingId
  }
): SystemClip => storeClip(clip, { ...names, domain: clip.domain, attributes: clip.attributes }, signal)

/** The same clip, whose samples are read when they are first asked for and kept as long as the clip is. */
export const decodedOnce = (clip: SystemClip): SystemClip => {
  let samples: Promise<Float32Array> | undefined
  return { ...clip, waveform: () => (samples ??= clip.waveform()) }
}
