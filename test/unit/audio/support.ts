import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { AppError } from '../../../electron/contract/errors.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'earshot-audio-'))

/** Writes a file into this test run's own temporary folder and gives its path. */
export const temporaryFile = (name: string, bytes: Uint8Array): string => {
  const file = path.join(folder, name)
  writeFileSync(file, bytes)
  return file
}

export const temporaryFolder = folder

export const fixture = (name: string): string => path.join('test', 'fixtures', 'audio', name)

/** The AppError that a promise is rejected with; anything else fails the test. */
export const rejection = async (promise: Promise<unknown>): Promise<AppError> => {
  try {
    await promise
  } catch (error) {
    if (error instanceof AppError) return error
    throw error
  }
  throw new Error('It was not rejected')
}

export interface WavShape {
  readonly tag?: number
  readonly channels?: number
  readonly sampleRateHz?: number
  readonly bits?: number
  readonly frameBytes?: number
  /** Sub-format tag of WAVE_FORMAT_EXTENSIBLE. */
  readonly subFormat?: number
  readonly dataSize?: number
  readonly before?: readonly (readonly [id: string, body: Uint8Array])[]
  readonly after?: readonly (readonly [id: string, body: Uint8Array])[]
  readonly riffId?: string
}

const ascii = (text: string): Uint8Array => Uint8Array.from(text, letter => letter.charCodeAt(0))

const joined = (...parts: readonly Uint8Array[]): Uint8Array => {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

const chunk = (id: string, body: Uint8Array, size = body.length): Uint8Array => {
  const header = new Uint8Array(8)
  header.set(ascii(id))
  new DataView(header.buffer).setUint32(4, size, true)
  return joined(header, body, new Uint8Array(body.length % 2))
}

/** A WAV file of any shape, right or wrong, around raw sample bytes. */
export const wavBytes = (data: Uint8Array, shape: WavShape = {}): Uint8Array => {
  const { tag = 1, channels = 1, sampleRateHz = 8000, bits = 16, subFormat, riffId = 'RIFF' } = shape
  const frameBytes = shape.frameBytes ?? channels * Math.ceil(bits / 8)
  const format = new Uint8Array(subFormat === undefined ? 16 : 40)
  const view = new DataView(format.buffer)
  view.setUint16(0, subFormat === undefined ? tag : 0xfffe, true)
  view.setUint16(2, channels, true)
  view.setUint32(4, sampleRateHz, true)
  view.setUint32(8, sampleRateHz * frameBytes, true)
  view.setUint16(12, frameBytes, true)
  view.setUint16(14, bits, true)
  if (subFormat !== undefined) {
    view.setUint16(16, 22, true)
    view.setUint16(18, bits, true)
    view.setUint16(24, subFormat, true)
  }
  const parts = [
    ...(shape.before ?? []).map(([id, body]) => chunk(id, body)),
    chunk('fmt ', format),
    chunk('data', data, shape.dataSize),
    ...(shape.after ?? []).map(([id, body]) => chunk(id, body))
  ]
  const body = joined(ascii('WAVE'), ...parts)
  return chunk(riffId, body)
}

/** Raw bytes of a typed array. */
export const bytesOf = (values: ArrayBufferView): Uint8Array =>
  new Uint8Array(values.buffer, values.byteOffset, values.byteLength)

export const sine = (hz: number, sampleRateHz: number, count: number, amplitude = 0.5): Float32Array =>
  Float32Array.from(
    { length: count },
    (_, index) => amplitude * Math.sin((2 * Math.PI * hz * index) / sampleRateHz)
  )

/** The 16-bit integer noise of test/fixtures/audio/make.py. */
export const fixtureNoise = (count: number): Int32Array =>
  Int32Array.from({ length: count }, (_, i) => ((i * 7919 + ((i * i) % 10_007) * 31) % 65_536) - 32_768)

/** Seeded random numbers in [0, 1): mulberry32. */
export const seededRandom = (seed: number): (() => number) => {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
