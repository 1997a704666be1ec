import { fileError } from '../errors.ts'
import { MAX_CHANNELS } from '../limits.ts'
import type { SampleEncoding, WavLayout } from './layout.ts'

const PCM = 0x0001
const IEEE_FLOAT = 0x0003
const EXTENSIBLE = 0xfffe

const OTHER_CODECS: Readonly<Record<number, string>> = {
  0x0002: 'Microsoft ADPCM',
  0x0006: 'A-law',
  0x0007: 'mu-law',
  0x0011: 'IMA ADPCM',
  0x0031: 'GSM',
  0x0050: 'MPEG',
  0x0055: 'MP3',
  0x00ff: 'AAC',
  0x0161: 'WMA',
  0x0162: 'WMA'
}

/** Format part of a layout, as the fmt chunk states it. */
export type WavFormat = Omit<WavLayout, 'dataOffset' | 'frames' | 'recordedAt'>

const encodingOf = (isFloat: boolean, sampleBytes: number): SampleEncoding | null => {
  if (isFloat) return sampleBytes === 4 ? 'float32' : sampleBytes === 8 ? 'float64' : null
  return ([null, 'unsigned8', 'int16', 'int24', 'int32'] as const)[sampleBytes] ?? null
}

/**
 * Reads a fmt chunk. WAVE_FORMAT_EXTENSIBLE carries the real format tag in its sub-format; samples with fewer
 * valid bits than their container are left-justified in it (Microsoft, "Multiple channel audio data and WAVE
 * files"), so that the container alone gives the scale.
 * @throws invalid: 0 channels, 0 Hz, sizes that contradict each other; unsupported: other codecs
 */
export const parseFormatChunk = (chunk: Uint8Array, path: string): WavFormat => {
  if (chunk.length < 16) throw fileError('unreadable', path, 'its format description is cut off')
  const view = new DataView(chunk.buffer, chunk.byteOffset, chunk.byteLength)
  const outerTag = view.getUint16(0, true)
  const channels = view.getUint16(2, true)
  const sampleRateHz = view.getUint32(4, true)
  const frameBytes = view.getUint16(12, true)
  const bits = view.getUint16(14, true)
  const tag = outerTag === EXTENSIBLE && chunk.length >= 26 ? view.getUint16(24, true) : outerTag
  if (tag !== PCM && tag !== IEEE_FLOAT) {
    const codec = OTHER_CODECS[tag] ?? `format tag ${tag}`
    throw fileError('unsupported', path, `its sound is coded as ${codec}, which is not read from WAV files`)
  }
  if (channels === 0) throw fileError('invalid', path, 'it states 0 channels')
  if (channels > MAX_CHANNELS) {
    throw fileError('unsupported', path, `it has ${channels} channels; at most ${MAX_CHANNELS} are read`)
  }
  const sampleBytes = frameBytes / channels
  const encoding = encodingOf(tag === IEEE_FLOAT, sampleBytes)
  if (!encoding || bits > 8 * sampleBytes || bits === 0) {
    const kind = tag === IEEE_FLOAT ? 'float' : 'integer'
    const frame = `${frameBytes} bytes for ${channels} channels`
    throw fileError('unsupported', path, `${bits}-bit ${kind} samples in ${frame} are not read`)
  }
  const validBits = outerTag === EXTENSIBLE && chunk.length >= 20 ? view.getUint16(18, true) : bits
  const bitDepth = validBits > 0 && validBits <= 8 * sampleBytes ? validBits : bits
  return { encoding, sampleRateHz, channels, bitDepth, frameBytes }
}
