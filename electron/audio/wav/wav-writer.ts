import { AppError } from '../../contract/errors.ts'
import { MAX_CHANNELS } from '../limits.ts'

export interface WavOptions {
  /** Local wall time 'YYYY-MM-DDTHH:mm:ss' for a bext chunk. */
  readonly recordedAt?: string
}

const HEADER_BYTES = 44
const BEXT_BYTES = 602
const BEXT_DATE_OFFSET = 320
const PCM = 1

const writeText = (bytes: Uint8Array, at: number, text: string): void => {
  for (let index = 0; index < text.length; index++) bytes[at + index] = text.charCodeAt(index)
}

const writeChunk = (view: DataView, at: number, id: string, size: number): void => {
  writeText(new Uint8Array(view.buffer), at, id)
  view.setUint32(at + 4, size, true)
}

/**
 * The bytes in front of the samples of a 16-bit PCM WAV file with `frames` samples per channel.
 * @throws unsupported: over 4 GB, which a WAV file cannot hold
 */
export const wavHeader16 = (
  frames: number,
  channels: number,
  sampleRateHz: number,
  { recordedAt }: WavOptions = {}
): Uint8Array => {
  const frameBytes = 2 * channels
  const headerBytes = HEADER_BYTES + (recordedAt === undefined ? 0 : 8 + BEXT_BYTES)
  if (headerBytes + frames * frameBytes > 0xffffffff) {
    throw new AppError('unsupported', 'A WAV file holds at most 4 GB')
  }
  const bytes = new Uint8Array(headerBytes)
  const view = new DataView(bytes.buffer)
  writeChunk(view, 0, 'RIFF', headerBytes - 8 + frames * frameBytes)
  writeText(bytes, 8, 'WAVE')
  let at = 12
  if (recordedAt !== undefined) {
    writeChunk(view, at, 'bext', BEXT_BYTES)
    writeText(bytes, at + 8 + BEXT_DATE_OFFSET, recordedAt.replace('T', ''))
    at += 8 + BEXT_BYTES
  }
  writeChunk(view, at, 'fmt ', 16)
  view.setUint16(at + 8, PCM, true)
  view.setUint16(at + 10, channels, true)
  view.setUint32(at + 12, sampleRateHz, true)
  view.setUint32(at + 16, sampleRateHz * frameBytes, true)
  view.setUint16(at + 20, frameBytes, true)
  view.setUint16(at + 22, 16, true)
  writeChunk(view, at + 24, 'data', frames * frameBytes)
  return bytes
}

/** Interleaved 16-bit samples of one or more channels of equal length: rounded, limited to full scale. */
export const toPcm16 = (channels: readonly Float32Array[]): Uint8Array => {
  const frames = channels[0]?.length ?? 0
  const values = new Int16Array(frames * channels.length)
  channels.forEach((samples, channel) => {
    for (let frame = 0; frame < frames; frame++) {
      const scaled = Math.round((samples[frame] as number) * 32_768)
      values[frame * channels.length + channel] =
        scaled > 32_767 ? 32_767 : scaled < -32_768 ? -32_768 : scaled
    }
  })
  return new Uint8Array(values.buffer)
}

/**
 * A 16-bit PCM WAV file of one signal or of several channels of equal length.
 * @throws invalid: no channel, more than 32, unequal lengths
 */
export const encodeWav16 = (
  samples: Float32Array | readonly Float32Array[],
  sampleRateHz: number,
  options: WavOptions = {}
): Uint8Array => {
  const channels = samples instanceof Float32Array ? [samples] : samples
  const frames = channels[0]?.length ?? 0
  if (
    channels.length === 0 ||
    channels.length > MAX_CHANNELS ||
    channels.some(other => other.length !== frames)
  ) {
    throw new AppError('invalid', `A WAV file has 1 to ${MAX_CHANNELS} channels of equal length`)
  }
  const header = wavHeader16(frames, channels.length, sampleRateHz, options)
  const pcm = toPcm16(channels)
  const bytes = new Uint8Array(header.length + pcm.length)
  bytes.set(header)
  bytes.set(pcm, header.length)
  return bytes
}
