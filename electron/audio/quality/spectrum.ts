import { forEachPowerSpectrum } from '../../dsp/stft.ts'

/** Width of the bands in Hz. */
export const BAND_HZ = 125

export interface SpectrumSums {
  push(block: Float32Array): void
  /** Mean over time of the level in dB (re full scale) of each band, from 0 Hz up to half the sample rate. */
  result(): Float64Array
}

const FRAMES_AT_ONCE = 8
const FLOOR_POWER = 1e-14
// Above this rate only some stretches are transformed: 16 a second are plenty for a mean.
const FULL_RATE_HZ = 16_000

const fftSizeFor = (sampleRateHz: number): number => {
  let size = 256
  while (sampleRateHz / size > BAND_HZ / 5) size *= 2
  return size
}

/**
 * Averages a signal's spectrum in bands of 125 Hz. The mean is of decibels, not of power, so that a click, which
 * fills all bands for a moment, does not count.
 */
export const createSpectrumSums = (sampleRateHz: number): SpectrumSums => {
  const fftSize = fftSizeFor(sampleRateHz)
  const bands = Math.max(1, Math.floor(sampleRateHz / 2 / BAND_HZ))
  const bandOfBin = Int32Array.from({ length: fftSize / 2 + 1 }, (_, bin) =>
    Math.min(bands - 1, Math.floor((bin * sampleRateHz) / fftSize / BAND_HZ))
  )
  // Mean square of a band from Hann-windowed power: one-sided, sum of squared window values 3/8 of the size.
  const scale = 2 / (fftSize * fftSize * 0.375)
  const stretch = new Float32Array(FRAMES_AT_ONCE * fftSize)
  const every = Math.max(1, Math.floor(sampleRateHz / FULL_RATE_HZ))
  const sums = new Float64Array(bands)
  const power = new Float64Array(bands)
  let filled = 0
  let stretches = 0
  let frames = 0

  const transform = (samples: Float32Array): void => {
    const last = Math.floor(samples.length / fftSize)
    forEachPowerSpectrum(samples, { fftSize, hop: fftSize }, (spectrum, frame) => {
      // The outer frames of a stretch reach over its ends, into silence.
      if (frame === 0 || frame >= last) return
      power.fill(0)
      for (let bin = 0; bin < spectrum.length; bin++) {
        const band = bandOfBin[bin] as number
        power[band] = (power[band] as number) + (spectrum[bin] as number)
      }
      for (let band = 0; band < bands; band++) {
        sums[band] = (sums[band] as number) + 10 * Math.log10((power[band] as number) * scale + FLOOR_POWER)
      }
      frames++
    })
  }
  return {
    push: block => {
      for (let at = 0; at < block.length;) {
        const part = block.subarray(at, at + stretch.length - filled)
        stretch.set(part, filled)
        filled += part.length
        at += part.length
        if (filled < stretch.length) return
        if (stretches++ % every === 0) transform(stretch)
        filled = 0
      }
    },
    result: () => {
      if (frames === 0 && filled >= 2 * fftSize) transform(stretch.subarray(0, filled))
      return sums.map(sum => (frames > 0 ? sum / frames : 10 * Math.log10(FLOOR_POWER)))
    }
  }
}
