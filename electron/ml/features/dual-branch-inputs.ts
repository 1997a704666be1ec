import type { Tensor } from '../engine/types.ts'
import type { DualBranchOptions } from '../models/dual-branch.ts'
import type { NetworkEngine } from '../models/network.ts'
import { framesOf, magnitudeSpectrogram } from './frames.ts'
import type { FrameShape } from './frames.ts'

const SAMPLE_RATE_HZ = 16_000
const SPECTROGRAM: FrameShape = { fftSize: 1024, hop: 512, isCentred: false }
const LOWEST_HZ = 200

const FIRST_BIN = Math.ceil((LOWEST_HZ * SPECTROGRAM.fftSize) / SAMPLE_RATE_HZ)

/** Sizes of the network's inputs for clips of so many samples at 16 kHz. */
export const dualBranchSizes = (
  samples: number
): Pick<DualBranchOptions, 'frames' | 'bins' | 'spectrumBins'> => ({
  frames: framesOf(samples, SPECTROGRAM),
  bins: SPECTROGRAM.fftSize / 2 + 1 - FIRST_BIN,
  spectrumBins: Math.floor(samples / 2)
})

/**
 * The two inputs of the dual-branch network from 16 kHz waveforms [batch, samples]: the magnitude spectrogram from
 * 200 to 8000 Hz less each bin's mean over time, and the magnitudes of the spectrum of the whole clip.
 */
export const dualBranchInputs = (engine: NetworkEngine, waveforms: Tensor): readonly [Tensor, Tensor] => {
  const { tf, ops } = engine
  return tf.tidy(() => {
    const [batch = 0, samples = 0] = waveforms.shape
    const { frames, bins, spectrumBins } = dualBranchSizes(samples)
    const all = magnitudeSpectrogram(engine, waveforms, SPECTROGRAM)
    const band = tf.slice(all, [0, 0, FIRST_BIN], [batch, frames, bins])
    const spectrum = tf.slice(ops.magnitudes(waveforms), [0, 0], [batch, spectrumBins])
    return [tf.sub(band, tf.mean(band, 1, true)), spectrum] as [Tensor, Tensor]
  })
}
