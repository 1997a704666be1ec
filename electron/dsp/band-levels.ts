import { forEachPowerSpectrum, frameCount } from './stft.ts'
import type { StftShape } from './stft.ts'

/** STFT shape and the number of equal-width linear bands over 0 Hz to half the sample rate. */
export interface BandShape extends StftShape {
  readonly bands: number
}

/** Values per band and frame; `values[band * frames + frame]`. */
export interface BandFrames {
  readonly bands: number
  readonly frames: number
  readonly values: Float32Array
}

const FLOOR_POWER = 1e-10

// numpy rounds halves to the even neighbour, and the reference's band edges depend on it.
const roundHalfEven = (value: number): number => {
  const down = Math.floor(value)
  const rest = value - down
  if (rest !== 0.5) return Math.round(value)
  return down % 2 === 0 ? down : down + 1
}

/** First bins of `bands` equal-width bands over `bins` bins, and the end: bands + 1 numbers. */
export const bandEdges = (bins: number, bands: number): Int32Array =>
  Int32Array.from({ length: bands + 1 }, (_, index) => roundHalfEven((bins / bands) * index))

/** Mean power in equal-width linear bands of a centred STFT (see `forEachPowerSpectrum`). */
export const bandPowers = (samples: Float32Array, shape: BandShape): BandFrames => {
  const { bands } = shape
  const edges = bandEdges(shape.fftSize / 2 + 1, bands)
  const frames = frameCount(samples.length, shape)
  const values = new Float32Array(bands * frames)
  forEachPowerSpectrum(samples, shape, (power, frame) => {
    let bin = 0
    for (let band = 0; band < bands; band++) {
      const first = bin
      const end = edges[band + 1] as number
      let sum = 0
      for (; bin < end; bin++) sum += power[bin] as number
      values[band * frames + frame] = sum / (end - first)
    }
  })
  return { bands, frames, values }
}

/** Turns powers into dB in place, 10 log10(power + 1e-10), and returns the same object. */
export const toDecibels = (powers: BandFrames): BandFrames => {
  const { values } = powers
  const scale = 10 / Math.LN10
  for (let index = 0; index < values.length; index++) {
    values[index] = scale * Math.log((values[index] as number) + FLOOR_POWER)
  }
  return powers
}
