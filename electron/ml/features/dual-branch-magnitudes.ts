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
 * The magnitudes that the dual-branch network works on, from 16 kHz waveforms [batch, samples]: the spectrogram from
 * 200 to 8000 Hz [batch, frames, bins], and the spectrum of the whole clip [batch, bins].
 */
export const dualBranchMagnitudes = (engine: NetworkEngine, waveforms: Tensor): readonly [Tensor, Tensor] => {
  const { tf, ops } = engine
  return tf.tidy(() => {
    const [batch = 0, samples = 0] = waveforms.shape
    const { frames, bins, spectrumBins } = dualBranchSizes(samples)
    const all = magnitudeSpectrogram(engine, waveforms, SPECTROGRAM)
    const band = tf.slice(all, [0, 0, FIRST_BIN], [batch, frames, bins])
    return [band, tf.slice(ops.magnitudes(waveforms), [0, 0], [batch, spectrumBins])] as [Tensor, Tensor]
  })
}

/** Takes each bin's mean over time from magnitude spectrograms [batch, frames, bins]. */
export const lessMeanOverTime = ({ tf }: NetworkEngine, spectrograms: Tensor): Tensor =>
  tf.sub(spectrograms, tf.mean(spectrograms, 1, true))
