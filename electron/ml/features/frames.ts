import { periodicHann } from '../../dsp/stft.ts'
import type { Tensor } from '../engine/types.ts'
import type { NetworkEngine } from '../models/network.ts'

/** A short-time Fourier transform, in samples; the hop divides the size. */
export interface FrameShape {
  readonly fftSize: number
  readonly hop: number
  /** Frames centred on multiples of the hop, zeros before and after; otherwise only whole frames inside. */
  readonly isCentred: boolean
}

/** Frames of a signal of so many samples. */
export const framesOf = (samples: number, { fftSize, hop, isCentred }: FrameShape): number =>
  1 + Math.floor((isCentred ? samples : samples - fftSize) / hop)

/**
 * Magnitudes of a short-time Fourier transform with a periodic Hann window: [batch, samples] to [batch, frames,
 * fftSize/2 + 1]. Frames are made of reshaped blocks of one hop, several times faster than cutting one by one.
 */
export const magnitudeSpectrogram = ({ tf, ops }: NetworkEngine, x: Tensor, shape: FrameShape): Tensor =>
  tf.tidy(() => {
    const { fftSize, hop, isCentred } = shape
    const blocks = fftSize / hop
    if (!Number.isInteger(blocks)) throw new Error('The hop must divide the size of the transform')
    const [batch = 0, samples = 0] = x.shape
    const frames = framesOf(samples, shape)
    const before = isCentred ? fftSize / 2 : 0
    const length = (frames + blocks - 1) * hop
    const kept = Math.min(samples, length - before)
    const padded = tf.pad(tf.slice(x, [0, 0], [batch, kept]), [
      [0, 0],
      [before, length - before - kept]
    ])
    const cut = tf.reshape(padded, [batch, frames + blocks - 1, hop])
    const parts = Array.from({ length: blocks }, (_, index) =>
      tf.slice(cut, [0, index, 0], [batch, frames, hop])
    )
    const windowed = tf.mul(tf.concat(parts, 2), tf.tensor1d(periodicHann(fftSize)))
    return ops.magnitudes(windowed)
  })
