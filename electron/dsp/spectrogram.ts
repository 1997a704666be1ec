import { forEachPowerSpectrum, frameCount } from './stft.ts'
import type { StftShape } from './stft.ts'

/** STFT shape and the range of levels that a picture shows: floorDb is 0, floorDb + rangeDb is 255. */
export interface SpectrogramOptions extends StftShape {
  readonly floorDb: number
  readonly rangeDb: number
}

/** A spectrogram for pictures: `data[frame * bins + bin]`, level quantised linearly in dB to 0..255. */
export interface Spectrogram {
  readonly frames: number
  readonly bins: number
  readonly hopS: number
  readonly hzPerBin: number
  readonly data: Uint8Array
}

/**
 * Linear-frequency spectrogram in dB re a full-scale sine (0 dB), quantised to bytes. The Hann window's
 * coherent gain is fftSize / 2, a sine's amplitude splits over two bins: full scale is (fftSize / 4)^2.
 */
export const spectrogram = (
  samples: Float32Array,
  sampleRateHz: number,
  { fftSize, hop, floorDb, rangeDb }: SpectrogramOptions
): Spectrogram => {
  const bins = fftSize / 2 + 1
  const frames = frameCount(samples.length, { fftSize, hop })
  const data = new Uint8Array(frames * bins)
  const fullScale = (fftSize / 4) ** 2
  const scale = 255 / rangeDb
  forEachPowerSpectrum(samples, { fftSize, hop }, (power, frame) => {
    for (let bin = 0; bin < bins; bin++) {
      const level = 10 * Math.log10((power[bin] as number) / fullScale + 1e-20)
      data[frame * bins + bin] = Math.min(255, Math.max(0, Math.round((level - floorDb) * scale)))
    }
  })
  return { frames, bins, hopS: hop / sampleRateHz, hzPerBin: sampleRateHz / fftSize, data }
}
