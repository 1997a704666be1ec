import { describe, expect, it } from 'vitest'
import { AppError } from '../../../../../electron/contract/errors.ts'
import { decodeFeatures, encodeFeatures } from '../../../../../electron/ml/detectors/auto/feature-codec.ts'
import { extractFeatures } from '../../../../../electron/ml/detectors/auto/features.ts'
import { lcgNoise } from '../../../../fixtures/dsp/test-signal.ts'
import { machineSound } from './synthetic.ts'

describe('features of a clip', () => {
  it('are the same to the bit for the same samples', () => {
    expect(extractFeatures(machineSound(1))).toEqual(extractFeatures(machineSound(1)))
  })

  it('tell clips apart by their fingerprint', () => {
    const samples = machineSound(1)
    const { fingerprint } = extractFeatures(samples)
    samples[777] = (samples[777] as number) + 1e-6
    expect(extractFeatures(samples).fingerprint).not.toBe(fingerprint)
  })

  it('count impulses in the bands where they are', () => {
    const decay = (index: number): number =>
      Math.exp(-(index % 4000) / 40) * Math.sin((2 * Math.PI * 3200 * index) / 16_000)
    const { impulses } = extractFeatures(machineSound(1, { extra: index => 0.5 * decay(index) }))
    expect(impulses[6]).toBeGreaterThanOrEqual(7)
    expect(impulses[6]).toBeLessThanOrEqual(9)
  })

  it('see the edge of a band-limited recording and none in a wide one', () => {
    expect(extractFeatures(machineSound(1)).bandwidthHz).toBe(8000)
    const wide = lcgNoise(20_000)
    // A steep filter at 4 kHz: a windowed sinc of 255 taps
    const taps = Float64Array.from({ length: 255 }, (_, index) => {
      const at = index - 127
      const sinc = at === 0 ? 0.5 : Math.sin((Math.PI * at) / 2) / (Math.PI * at)
      return sinc * (0.42 + 0.5 * Math.cos((Math.PI * at) / 127) + 0.08 * Math.cos((2 * Math.PI * at) / 127))
    })
    const narrow = Float32Array.from({ length: 16_000 }, (_, index) =>
      taps.reduce((sum, tap, at) => sum + tap * (wide[index + at] as number), 0)
    )
    const { bandwidthHz } = extractFeatures(narrow)
    expect(bandwidthHz).toBeGreaterThan(3600)
    expect(bandwidthHz).toBeLessThan(4400)
  })

  it.each([
    ['empty', new Float32Array(0), true],
    ['one sample', Float32Array.of(0.5), true],
    ['not a number', new Float32Array(32_000).fill(Number.NaN), false],
    ['infinite', Float32Array.from({ length: 32_000 }, (_, index) => (index === 9 ? Infinity : 0)), false]
  ])('of a clip that is %s are zeros and say so', (_name, samples, isFinite) => {
    const features = extractFeatures(samples)
    expect(features.isFinite).toBe(isFinite)
    expect(features.views.every(value => value === 0)).toBe(true)
  })
})

describe('encoded features', () => {
  const features = extractFeatures(machineSound(3))

  it('come back to the bit from a small byte string', () => {
    const bytes = encodeFeatures(features)
    expect(bytes.length).toBeLessThan(4000)
    expect(decodeFeatures(bytes)).toEqual(features)
  })

  it('come back from the middle of a larger buffer', () => {
    const bytes = encodeFeatures(features)
    const larger = new Uint8Array(bytes.length + 3)
    larger.set(bytes, 3)
    expect(decodeFeatures(larger.subarray(3))).toEqual(features)
  })

  it.each([
    ['torn', (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 2)],
    ['other', () => new Uint8Array(5000)],
    ['empty', () => new Uint8Array(0)],
    ['of another version', (bytes: Uint8Array) => bytes.map((byte, index) => (index === 4 ? 99 : byte))]
  ])('that are %s are refused', (_name, spoil) => {
    expect(() => decodeFeatures(spoil(encodeFeatures(features)))).toThrow(AppError)
  })
})
