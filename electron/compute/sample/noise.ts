import FFT from 'fft.js'
import mt19937 from '@stdlib/random-base-mt19937'

/** A seeded source of random numbers. */
export interface Random {
  /** Uniform in [0, 1). */
  uniform(): number
  /** Uniform in [low, high). */
  between(low: number, high: number): number
  /** Standard normal (Box-Muller). */
  normal(): number
}

/** Mersenne twister with the given seed (a positive 32-bit integer); normals by Box and Muller, in pairs. */
export const createRandom = (seed: number): Random => {
  const next = mt19937.factory({ seed: (seed >>> 0) + 1 })
  const uniform = (): number => next() / 2 ** 32
  let spare: number | undefined
  const normal = (): number => {
    if (spare !== undefined) {
      const value = spare
      spare = undefined
      return value
    }
    const radius = Math.sqrt(-2 * Math.log(1 - uniform()))
    const turn = 2 * Math.PI * uniform()
    spare = radius * Math.sin(turn)
    return radius * Math.cos(turn)
  }
  return { uniform, between: (low, high) => low + (high - low) * uniform(), normal }
}

const plans = new Map<number, FFT>()

const planOf = (size: number): FFT => {
  const plan = plans.get(size) ?? new FFT(size)
  plans.set(size, plan)
  return plan
}

/**
 * Gaussian noise with a given spectrum, unit RMS: random phases and Rayleigh amplitudes in the frequency domain.
 * `amplitudeAt(hz)` is the wanted amplitude density, any unit.
 */
export const colouredNoise = (
  samples: number,
  sampleRateHz: number,
  amplitudeAt: (hz: number) => number,
  random: Random
): Float32Array => {
  const size = 2 ** Math.ceil(Math.log2(samples))
  const spectrum = new Float64Array(2 * size)
  for (let bin = 1; bin < size / 2; bin++) {
    const amplitude = amplitudeAt((bin * sampleRateHz) / size)
    const re = random.normal() * amplitude
    const im = random.normal() * amplitude
    spectrum[2 * bin] = re
    spectrum[2 * bin + 1] = im
    spectrum[2 * (size - bin)] = re
    spectrum[2 * (size - bin) + 1] = -im
  }
  const time = new Float64Array(2 * size)
  // A forward transform serves as well as an inverse one: phases are random and the scale is set below.
  planOf(size).transform(time, spectrum)
  const noise = new Float32Array(samples)
  for (let index = 0; index < samples; index++) noise[index] = time[2 * index] ?? 0
  return toUnitRms(noise)
}

/** Root mean square of a signal. */
export const rmsOf = (signal: Float32Array): number => {
  let sum = 0
  for (let index = 0; index < signal.length; index++) sum += (signal[index] ?? 0) ** 2
  return Math.sqrt(sum / signal.length)
}

/** The signal scaled in place to a root mean square of one; silence stays silent. */
export const toUnitRms = (signal: Float32Array): Float32Array => {
  const rms = rmsOf(signal)
  if (rms === 0) return signal
  for (let index = 0; index < signal.length; index++) signal[index] = (signal[index] ?? 0) / rms
  return signal
}
