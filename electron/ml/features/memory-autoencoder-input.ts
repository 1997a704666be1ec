import type { Tensor } from '../engine/types.ts'
import type { NetworkEngine } from '../models/network.ts'
import { magnitudeSpectrogram } from './frames.ts'
import type { FrameShape } from './frames.ts'

const SPECTROGRAM: FrameShape = { fftSize: 512, hop: 128, isCentred: true }

/** The network halves frames and bins four times. */
const MULTIPLE = 16

/**
 * The input of MemCAE from 16 kHz waveforms [batch, samples]: the magnitude spectrogram, without the bin at 8 kHz
 * and the last frames that make no multiple of 16 (256 bins, 1248 of 1251 frames of a 10-s clip).
 */
export const memoryAutoencoderInput = (engine: NetworkEngine, waveforms: Tensor): Tensor =>
  engine.tf.tidy(() => {
    const all = magnitudeSpectrogram(engine, waveforms, SPECTROGRAM)
    const [batch = 0, frames = 0, bins = 0] = all.shape
    const whole = (count: number): number => Math.floor(count / MULTIPLE) * MULTIPLE
    return engine.tf.slice(all, [0, 0, 0], [batch, whole(frames), whole(bins)])
  })
