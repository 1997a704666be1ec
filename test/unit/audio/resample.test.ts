import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createResampler, decodeAnalysis, encodeWav16, resample } from '../../../electron/audio/index.ts'
import { fixture, fixtureNoise, seededRandom, sine, temporaryFile } from './support.ts'

interface Reference {
  readonly from: number
  readonly to: number
  readonly length: number
  readonly indices: readonly number[]
  readonly values: readonly number[]
}

const references = JSON.parse(readFileSync(fixture('resample.json'), 'utf8')) as readonly Reference[]
const noise = Float32Array.from(fixtureNoise(4000), value => value / 32_768)

const signalToNoiseDb = (samples: Float32Array, ideal: Float32Array, margin: number): number => {
  let signal = 0
  let error = 0
  for (let index = margin; index < samples.length - margin; index++) {
    const value = ideal[index] ?? 0
    signal += value * value
    error += ((samples[index] ?? 0) - value) ** 2
  }
  return 10 * Math.log10(signal / error)
}

const levelDb = (samples: Float32Array): number =>
  10 * Math.log10(samples.reduce((sum, value) => sum + value * value, 0) / samples.length + 1e-30)

describe.each(references)('resample from $from to $to Hz', ({ from, to, length, indices, values }) => {
  it('gives what scipy.signal.resample_poly gives with the same filter', () => {
    const out = resample(noise, from, to)
    expect(out.length).toBe(length)
    expect(length).toBe(Math.ceil((4000 * to) / from))
    const worst = Math.max(...indices.map((index, at) => Math.abs((out[index] ?? 9) - (values[at] ?? 0))))
    expect(worst).toBeLessThan(1e-6)
  })
  it('keeps tones to 140 dB, to 130 dB near the edge of the band, and constants to 120 dB', () => {
    const half = Math.min(from, to) / 2
    for (const part of [0.01, 0.37, 0.7, 0.8, 0.89]) {
      const hz = part * half
      const out = resample(sine(hz, from, from), from, to)
      expect(out.length).toBe(to)
      expect(signalToNoiseDb(out, sine(hz, to, to), to / 20)).toBeGreaterThan(part > 0.75 ? 130 : 140)
    }
    const constant = resample(new Float32Array(from).fill(0.5), from, to)
    expect(Math.abs((constant[to >> 1] ?? 0) - 0.5)).toBeLessThan(1e-6)
  })
  it('gives the same bits in blocks of any length', () => {
    const random = seededRandom(7)
    const samples = Float32Array.from({ length: 30_000 }, () => random() - 0.5)
    const whole = resample(samples, from, to)
    const resampler = createResampler(from, to)
    const parts: number[] = []
    for (let at = 0; at < samples.length;) {
      const size = Math.floor(random() * 3000)
      for (const value of resampler.push(samples.subarray(at, at + size))) parts.push(value)
      at += size
    }
    for (const value of resampler.finish()) parts.push(value)
    expect(Float32Array.from(parts)).toEqual(whole)
  })
})

it.each([44_100, 48_000, 96_000, 44_101])('stops what 16 kHz cannot hold, from %d Hz', from => {
  for (const hz of [8000, 8050, 8300, 9000, 12_000, 15_900, 16_100, 20_000, 0.99 * (from / 2)]) {
    const out = resample(sine(hz, from, from, 1), from, 16_000)
    expect(levelDb(out.subarray(1000, -1000))).toBeLessThan(-110)
  }
})

it('copies at equal rates and takes signals shorter than its filter', () => {
  const samples = Float32Array.of(0.1, 0.2, 0.3)
  const same = resample(samples, 16_000, 16_000)
  expect(same).toEqual(samples)
  expect(same).not.toBe(samples)
  expect(resample(samples, 48_000, 16_000).length).toBe(1)
  expect(resample(samples, 8000, 16_000).length).toBe(6)
  expect(resample(new Float32Array(0), 8000, 16_000).length).toBe(0)
})

it('forgets broken values of an earlier signal', () => {
  const clean = resample(noise, 44_100, 16_000)
  resample(new Float32Array(4000).fill(Number.NaN), 44_100, 16_000)
  expect(resample(noise, 44_100, 16_000)).toEqual(clean)
})

it.each([44_100, 48_000, 22_050, 11_025])(
  'decodeAnalysis gives parts of the whole, from %d Hz',
  async rate => {
    const random = seededRandom(rate)
    const samples = Float32Array.from({ length: rate + 7 }, () => random() - 0.5)
    const file = temporaryFile(`analysis-${rate}.wav`, encodeWav16(samples, rate))
    const whole = await decodeAnalysis(file, 1)
    expect(whole.length).toBe(Math.ceil(((rate + 7) * 16_000) / rate))
    for (const [startS, lengthS] of [
      [0, 0.3] as const,
      [0.1, 0.25] as const,
      [0.5, 0.6] as const,
      [0.9, 5] as const
    ]) {
      const part = await decodeAnalysis(file, 1, { startS, lengthS })
      expect(part).toEqual(whole.slice(startS * 16_000, (startS + lengthS) * 16_000))
    }
  }
)
