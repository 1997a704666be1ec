import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { decodeAnalysis, decodeChannel, openAudio, probeAudio } from '../../../electron/audio/index.ts'
import { flacBytes } from './flac-writer.ts'
import { fixture, fixtureNoise, rejection, seededRandom, temporaryFile } from './support.ts'

/** Amplitude and frequency-independent purity of a tone: its best sine and cosine fit. */
const toneFit = (
  samples: Float32Array,
  hz: number,
  sampleRateHz: number
): { amplitude: number; restDb: number } => {
  const middle = samples.subarray(samples.length / 4, (samples.length * 3) / 4)
  let re = 0
  let im = 0
  let power = 0
  middle.forEach((value, index) => {
    const angle = (2 * Math.PI * hz * index) / sampleRateHz
    re += value * Math.cos(angle)
    im += value * Math.sin(angle)
    power += value * value
  })
  const amplitude = (2 * Math.hypot(re, im)) / middle.length
  const rest = power / middle.length - amplitude ** 2 / 2
  return { amplitude, restDb: 10 * Math.log10(Math.max(rest, 1e-12) / (amplitude ** 2 / 2)) }
}

describe.each([
  ['tone.mp3', 'mp3', 'mp3', 32_000],
  ['tone.ogg', 'ogg', 'vorbis', 32_000],
  ['tone.opus', 'ogg', 'opus', 48_000],
  ['tone.m4a', 'm4a', 'aac', 32_000]
])('%s', (name, container, codec, sampleRateHz) => {
  it('is known by its content', async () => {
    const file = temporaryFile(`${name}.wav`, readFileSync(fixture(name)))
    const info = await probeAudio(file)
    expect(info).toMatchObject({ container, codec, sampleRateHz, channels: 2, bitDepth: null })
    // The container counts a coder's delay differently: within a tenth of a second.
    expect(Math.abs(info.durationS - 1)).toBeLessThan(0.1)
  })
  it('has its two tones on its two channels, at their levels', async () => {
    const reader = await openAudio(fixture(name))
    expect(Math.abs(reader.info.durationS - 1)).toBeLessThan(0.05)
    await reader.close()
    // LAME turns its input down by 0.45 dB.
    for (const [channel, hz, amplitude] of [[1, 440, 0.5] as const, [2, 1000, 0.25] as const]) {
      const { samples } = await decodeChannel(fixture(name), channel)
      const fit = toneFit(samples, hz, sampleRateHz)
      expect(Math.abs(20 * Math.log10(fit.amplitude / amplitude))).toBeLessThan(0.6)
      expect(fit.restDb).toBeLessThan(-20)
    }
  })
  it('gives 16 kHz for the analysis, a part of it equal to that part of the whole', async () => {
    const whole = await decodeAnalysis(fixture(name), 1)
    expect(Math.abs(whole.length - 16_000)).toBeLessThan(800)
    const part = await decodeAnalysis(fixture(name), 1, { startS: 0.25, lengthS: 0.5 })
    expect(part).toEqual(whole.slice(4000, 12_000))
  })
  it('is refused when it is cut off', async () => {
    const bytes = readFileSync(fixture(name))
    const file = temporaryFile(`half-${name}`, bytes.subarray(0, bytes.length >> 1))
    const error = await rejection(decodeChannel(file, 1))
    expect(error.code).toBe('unreadable')
    expect(error.message).toMatch(new RegExp(`^half-${name}: the file is cut off`))
  })
})

it.each(['tone-mono.mp3', 'tone-mono.m4a'])('%s has one channel', async name => {
  const reader = await openAudio(fixture(name))
  expect(reader.info.channels).toBe(1)
  await reader.close()
  expect((await rejection(decodeChannel(fixture(name), 2))).code).toBe('invalid')
})

describe('FLAC', () => {
  const noise = fixtureNoise(2000)
  it.each([
    ['flac-8.flac', 'flac', 8, noise.map(value => value >> 8)],
    ['flac-16.flac', 'flac', 16, noise],
    ['flac-24.flac', 'flac', 24, noise.map(value => value * 256 + (((value % 251) + 251) % 251))],
    ['flac.ogg', 'ogg', 16, noise]
  ])('%s has exactly the samples that were coded', async (name, container, bitDepth, values) => {
    const reader = await openAudio(fixture(name))
    expect(reader.info).toMatchObject({ container, codec: 'flac', bitDepth, frames: 2000, channels: 2 })
    await reader.close()
    const { samples, sampleRateHz } = await decodeChannel(fixture(name), 1)
    expect(sampleRateHz).toBe(44_100)
    expect(samples).toEqual(Float32Array.from(values, value => value / 2 ** (bitDepth - 1)))
    const other = await decodeChannel(fixture(name), 2)
    expect(other.samples).toEqual(samples.toReversed())
  })
  it('gives any part of a file', async () => {
    const { samples } = await decodeChannel(fixture('flac-16.flac'), 1, { startS: 0.01, lengthS: 0.02 })
    expect(samples).toEqual(Float32Array.from(noise.subarray(441, 441 + 882), value => value / 32_768))
  })
  it('is counted where its header does not state a length', async () => {
    const bytes = Uint8Array.from(readFileSync(fixture('flac-16.flac')))
    // STREAMINFO: total samples are the lower 36 bits of bytes 13 to 17.
    bytes[8 + 13] = (bytes[8 + 13] ?? 0) & 0xf0
    bytes.fill(0, 8 + 14, 8 + 18)
    expect((await probeAudio(temporaryFile('unknown.flac', bytes))).frames).toBe(2000)
  })
  it('is known behind an ID3 tag', async () => {
    const tag = Uint8Array.of(0x49, 0x44, 0x33, 3, 0, 0, 0, 0, 0, 20, ...new Uint8Array(20))
    const file = temporaryFile('tagged.flac', Buffer.concat([tag, readFileSync(fixture('flac-16.flac'))]))
    expect(await probeAudio(file)).toMatchObject({ container: 'flac', frames: 2000 })
    expect((await decodeChannel(file, 1)).samples.length).toBe(2000)
  })
  it('is refused when it is cut off, with what is there', async () => {
    const bytes = readFileSync(fixture('flac-16.flac'))
    const file = temporaryFile('cut.flac', bytes.subarray(0, bytes.length - 100))
    const error = await rejection(decodeChannel(file, 1))
    expect(error.code).toBe('unreadable')
    expect(error.message).toMatch(/^cut\.flac: the file is cut off: 0\.000 s of 0\.045 s are there/)
  })
  it('decodes several files at once', async () => {
    const names = ['flac-8.flac', 'flac-16.flac', 'flac-24.flac', 'flac.ogg', 'flac-16.flac', 'flac-24.flac']
    const all = await Promise.all(names.map(name => decodeChannel(fixture(name), 1)))
    expect(all.map(one => one.samples.length)).toEqual(names.map(() => 2000))
    expect(all[4]?.samples).toEqual(all[1]?.samples)
  })
  it('gives parts far into a long file without decoding what comes before', async () => {
    const random = seededRandom(11)
    const values = Int16Array.from({ length: 8000 * 120 }, () => Math.floor(random() * 65_536) - 32_768)
    const bytes = flacBytes(values)
    const file = temporaryFile('long.flac', bytes)
    for (const startS of [0, 19.9, 20.1, 63.2, 110, 119.5]) {
      const { samples } = await decodeChannel(file, 1, { startS, lengthS: 1 })
      const first = Math.round(startS * 8000)
      expect(samples).toEqual(
        Float32Array.from(values.subarray(first, first + 8000), value => value / 32_768)
      )
    }
    // A damaged place is only met by the parts that need it.
    bytes[5000] = (bytes[5000] ?? 0) ^ 255
    const damaged = temporaryFile('damaged.flac', bytes)
    expect((await decodeChannel(damaged, 1, { startS: 100, lengthS: 1 })).samples.length).toBe(8000)
    const error = await rejection(decodeChannel(damaged, 1, { startS: 5, lengthS: 1 }))
    expect(error.message).toBe('damaged.flac: the file is damaged at 0.0 s')
  })
})
