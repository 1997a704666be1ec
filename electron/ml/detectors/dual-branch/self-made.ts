import type { RandomSource } from '../../random.ts'
import type { FeatureSizes } from './clip-features.ts'

/**
 * What is done to a clip to make another class of it where there is one machine only, and with it no other machine
 * to tell it from. All on magnitudes; the project's choice.
 */
export const SELF_MADE = ['as it is', 'other speed', 'shifted bands', 'mixed spectra'] as const

/** Change of speed, either way, and shift, Hz either way. */
const SPEED = { least: 0.05, most: 0.15 }
const SHIFT_HZ = { least: 125, most: 500 }
const TOP_HZ = 8000

const between = (random: RandomSource, { least, most }: { least: number; most: number }): number =>
  least + (most - least) * random.uniform()
const sign = (random: RandomSource): number => (random.uniform() < 0.5 ? -1 : 1)

/** Row read at fractional places, linearly; zero beyond its ends. */
const sampleRow = (
  from: Float32Array,
  start: number,
  length: number,
  place: (bin: number) => number,
  into: Float32Array
): void => {
  for (let bin = 0; bin < length; bin++) {
    const at = place(bin)
    const low = Math.floor(at)
    if (low < 0 || low >= length) continue
    const left = from[start + low] as number
    const right = from[start + Math.min(low + 1, length - 1)] as number
    into[start + bin] = left + (at - low) * (right - left)
  }
}

/** Magnitudes with every frequency moved: `place` says, in Hz, where the value at a frequency comes from. */
const moved = (features: Float32Array, sizes: FeatureSizes, place: (hz: number) => number): Float32Array => {
  const result = new Float32Array(features.length)
  const { frames, bins, spectrumBins, spectrogram } = sizes
  const hzPerBin = TOP_HZ / 512
  const lowest = TOP_HZ - (bins - 1) * hzPerBin
  const bandPlace = (bin: number): number => (place(lowest + bin * hzPerBin) - lowest) / hzPerBin
  for (let frame = 0; frame < frames; frame++) sampleRow(features, frame * bins, bins, bandPlace, result)
  const fineHz = TOP_HZ / spectrumBins
  sampleRow(features, spectrogram, spectrumBins, bin => place(bin * fineHz) / fineHz, result)
  return result
}

/** A clip's magnitudes turned into a kind of SELF_MADE; `partner` is another clip, for mixing. */
export const selfMade = (
  random: RandomSource,
  kind: number,
  features: Float32Array,
  partner: () => Float32Array,
  sizes: FeatureSizes
): Float32Array => {
  switch (SELF_MADE[kind]) {
    case 'other speed': {
      const speed = 1 + sign(random) * between(random, SPEED)
      return moved(features, sizes, hz => hz / speed)
    }
    case 'shifted bands': {
      const shiftHz = sign(random) * between(random, SHIFT_HZ)
      return moved(features, sizes, hz => hz - shiftHz)
    }
    case 'mixed spectra': {
      const other = partner()
      return features.map((value, index) => 0.5 * (value + (other[index] as number)))
    }
    default:
      return features
  }
}
