import type { FLACDecodedAudio, FLACDecoder } from '@wasm-audio-decoders/flac'
import type { ByteSource } from '../byte-source.ts'
import { cutOffReason, fileError } from '../errors.ts'
import { channelIndices, frameRange } from '../range.ts'
import type { AudioInfo, AudioReader, BlockOptions } from '../types.ts'
import { giveBackFlacDecoder, takeFlacDecoder } from './flac-decoders.ts'

const CHUNK_BYTES = 256 * 1024
const FLOAT_MANTISSA_BITS = 24

// The decoder divides by 2^(bits-1) - 1, everything else in audio by 2^(bits-1). Up to 24 bits the integer
// is found again exactly, so that the samples are those of other readers, bit for bit.
const rescale = (samples: Float32Array, bitDepth: number): void => {
  const full = 2 ** (bitDepth - 1)
  const factor = full - 1
  if (bitDepth > FLOAT_MANTISSA_BITS) {
    for (let index = 0; index < samples.length; index++)
      samples[index] = ((samples[index] as number) * factor) / full
    return
  }
  for (let index = 0; index < samples.length; index++) {
    samples[index] = Math.round((samples[index] as number) * factor) / full
  }
}

const checkErrors = (decoded: FLACDecodedAudio, path: string): void => {
  const [error] = decoded.errors
  if (error)
    throw fileError('unreadable', path, 'the file is damaged: it cannot be decoded', {
      decoder: error.message
    })
}

async function* decodedBlocks(
  source: ByteSource,
  decoder: FLACDecoder,
  signal: AbortSignal | undefined
): AsyncGenerator<FLACDecodedAudio> {
  for (let offset = 0; offset < source.size; offset += CHUNK_BYTES) {
    signal?.throwIfAborted()
    // The decoder keeps and moves what it is given, so it gets bytes of its own.
    const bytes = Uint8Array.from(await source.read(offset, CHUNK_BYTES))
    const decoded = await decoder.decode(bytes)
    checkErrors(decoded, source.path)
    yield decoded
  }
  const decoded = await decoder.flush()
  checkErrors(decoded, source.path)
  yield decoded
}

const toFileError = (error: unknown, source: ByteSource): unknown => {
  if (!(error instanceof Error) || error.name === 'AppError' || error.name === 'AbortError') return error
  return fileError('unreadable', source.path, 'the file is damaged: it cannot be decoded', {}, error)
}

/** Every block of a FLAC or Ogg FLAC file from its start, all channels, scaled to +-1. */
async function* allBlocks(
  source: ByteSource,
  info: AudioInfo,
  signal: AbortSignal | undefined
): AsyncGenerator<Float32Array[]> {
  const decoder = await takeFlacDecoder()
  let isFlushed = false
  try {
    for await (const { channelData, samplesDecoded, bitDepth } of decodedBlocks(source, decoder, signal)) {
      if (samplesDecoded === 0) continue
      if (channelData.length !== info.channels) {
        throw fileError('unreadable', source.path, 'the file is damaged: its number of channels changes')
      }
      for (const samples of channelData) rescale(samples, bitDepth)
      yield channelData
    }
    isFlushed = true
  } catch (error) {
    throw toFileError(error, source)
  } finally {
    await giveBackFlacDecoder(decoder, isFlushed)
  }
}

/** Samples per channel of a FLAC file whose header does not say: found by decoding it. */
export const countFlacFrames = async (
  source: ByteSource,
  info: AudioInfo,
  signal?: AbortSignal
): Promise<number> => {
  let frames = 0
  for await (const block of allBlocks(source, info, signal)) frames += block[0]?.length ?? 0
  return frames
}

/** Reads a FLAC file as a stream: always decoded from its start, memory stays at a few blocks. */
export const flacReader = (source: ByteSource, info: AudioInfo): AudioReader => {
  async function* blocks(options: BlockOptions = {}): AsyncGenerator<Float32Array[]> {
    const channels = channelIndices(info, options.channels)
    const { first, count } = frameRange(info, options)
    const end = first + count
    let position = 0
    for await (const block of allBlocks(source, info, options.signal)) {
      const length = block[0]?.length ?? 0
      const from = Math.max(0, first - position)
      const to = Math.min(length, end - position)
      position += length
      if (from < to)
        yield channels.map(channel => (block[channel] ?? new Float32Array(length)).subarray(from, to))
      if (position >= end) return
    }
    const thereS = position / info.sampleRateHz
    throw fileError('unreadable', source.path, cutOffReason(thereS, info.durationS), {
      thereS,
      claimedS: info.durationS
    })
  }
  return { info, blocks, close: () => source.close() }
}
