import { createResampler } from '../../audio/resample/resampler.ts'
import { ANALYSIS_RATE_HZ } from '../../audio/limits.ts'

/**
 * Cuts one channel's blocks, at the file's own rate, into consecutive clips at 16 kHz and hands each on as soon
 * as it is complete; a remainder shorter than a clip is dropped. Holds one clip, however long the file is. The
 * samples given to `onClip` are valid during the call only.
 */
export const clipCutter = (
  sampleRateHz: number,
  clipLengthS: number,
  onClip: (samples: Float32Array, index: number) => void
): { push(block: Float32Array): void; finish(): void } => {
  const resampler = sampleRateHz === ANALYSIS_RATE_HZ ? null : createResampler(sampleRateHz, ANALYSIS_RATE_HZ)
  const clip = new Float32Array(Math.round(clipLengthS * ANALYSIS_RATE_HZ))
  let filled = 0
  let index = 0
  const add = (samples: Float32Array): void => {
    for (let at = 0; at < samples.length;) {
      const piece = samples.subarray(at, at + clip.length - filled)
      clip.set(piece, filled)
      filled += piece.length
      at += piece.length
      if (filled < clip.length) return
      onClip(clip, index++)
      filled = 0
    }
  }
  return {
    push: block => add(resampler === null ? block : resampler.push(block)),
    finish: () => {
      if (resampler !== null) add(resampler.finish())
    }
  }
}
