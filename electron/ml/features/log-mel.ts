import { DCASE_MEL, melFilters } from '../../dsp/mel.ts'
import type { Tensor } from '../engine/types.ts'
import type { NetworkEngine } from '../models/network.ts'
import { magnitudeSpectrogram } from './frames.ts'

/**
 * Log-mel spectrograms of many clips at once, as `dsp/mel` makes them one by one: 16 kHz waveforms [batch, samples]
 * to [batch, frames, 128], in dB, floored at the float epsilon. In single precision: bands that are 100 dB below the
 * loudest differ.
 */
export const logMelBatch = (engine: NetworkEngine, waveforms: Tensor): Tensor => {
  const { tf } = engine
  return tf.tidy(() => {
    const magnitudes = magnitudeSpectrogram(engine, waveforms, { ...DCASE_MEL, isCentred: true })
    const [batch = 0, frames = 0, bins = 0] = magnitudes.shape
    const power = tf.reshape(tf.square(magnitudes), [batch * frames, bins])
    const mel = tf.maximum(
      tf.matMul(power, tf.tensor2d(melMatrix(bins), [bins, DCASE_MEL.mels])),
      Number.EPSILON
    )
    return tf.reshape(tf.mul(tf.log(mel), 10 / Math.LN10), [batch, frames, DCASE_MEL.mels])
  })
}

/** The mel filters as a matrix [bins, mels], row by row. */
const melMatrix = (bins: number): Float32Array => {
  const matrix = new Float32Array(bins * DCASE_MEL.mels)
  for (const [mel, { first, weights }] of melFilters(DCASE_MEL).entries()) {
    for (const [index, weight] of weights.entries()) matrix[(first + index) * DCASE_MEL.mels + mel] = weight
  }
  return matrix
}
