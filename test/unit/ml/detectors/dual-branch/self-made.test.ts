import { describe, expect, it } from 'vitest'
import { featureSizes, toLength } from '../../../../../electron/ml/detectors/dual-branch/clip-features.ts'
import { SELF_MADE, selfMade } from '../../../../../electron/ml/detectors/dual-branch/self-made.ts'
import { createRandomSource } from '../../../../../electron/ml/random.ts'

const sizes = featureSizes(0.5)
const PEAK_HZ = 2000
const HZ_PER_BIN = 8000 / 512
const LOWEST_HZ = 8000 - (sizes.bins - 1) * HZ_PER_BIN

/** A line at 2 kHz in spectrogram and spectrum. */
const line = (): Float32Array => {
  const features = new Float32Array(sizes.all)
  const bin = Math.round((PEAK_HZ - LOWEST_HZ) / HZ_PER_BIN)
  for (let frame = 0; frame < sizes.frames; frame++) features[frame * sizes.bins + bin] = 1
  const fine = Math.round((PEAK_HZ / 8000) * sizes.spectrumBins)
  // Three bins wide, so that a maximum between two bins is seen.
  for (let near = -1; near <= 1; near++) features[sizes.spectrogram + fine + near] = 1 - 0.1 * Math.abs(near)
  return features
}

const peakHz = (features: Float32Array): { readonly coarse: number; readonly fine: number } => {
  const at = (row: Float32Array): number => row.indexOf(Math.max(...row))
  return {
    coarse: LOWEST_HZ + at(features.subarray(0, sizes.bins)) * HZ_PER_BIN,
    fine: (at(features.subarray(sizes.spectrogram)) * 8000) / sizes.spectrumBins
  }
}

const other = (): Float32Array => new Float32Array(sizes.all).fill(3)
const make = (kind: (typeof SELF_MADE)[number], seed = 1): Float32Array =>
  selfMade(createRandomSource(seed), SELF_MADE.indexOf(kind), line(), other, sizes)

describe('self-made classes', () => {
  it('leave the first kind as it is', () => {
    expect(make('as it is')).toEqual(line())
  })

  it('move a line by 5 to 15 % at another speed, in both inputs alike', () => {
    const { coarse, fine } = peakHz(make('other speed'))
    expect(Math.abs(fine / PEAK_HZ - 1)).toBeGreaterThan(0.04)
    expect(Math.abs(fine / PEAK_HZ - 1)).toBeLessThan(0.16)
    expect(Math.abs(coarse - fine)).toBeLessThan(HZ_PER_BIN)
  })

  it('move a line by 125 to 500 Hz where bands are shifted, in both inputs alike', () => {
    const { coarse, fine } = peakHz(make('shifted bands', 2))
    expect(Math.abs(fine - PEAK_HZ)).toBeGreaterThan(120)
    expect(Math.abs(fine - PEAK_HZ)).toBeLessThan(505)
    expect(Math.abs(coarse - fine)).toBeLessThan(HZ_PER_BIN)
  })

  it('are the mean of two clips where spectra are mixed', () => {
    const mixed = make('mixed spectra')
    expect(Math.max(...mixed)).toBeCloseTo(2, 6)
    expect(Math.min(...mixed)).toBeCloseTo(1.5, 6)
  })
})

describe('a waveform for the network', () => {
  it('is cropped where it is too long, and repeated where it is too short', () => {
    expect([...toLength(Float32Array.of(1, 2, 3), 2)]).toEqual([1, 2])
    expect([...toLength(Float32Array.of(1, 2, 3), 7)]).toEqual([1, 2, 3, 1, 2, 3, 1])
  })
})
