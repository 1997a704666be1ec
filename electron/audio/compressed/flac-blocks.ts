import type { FLACDecodedAudio, FLACDecoder } from '@wasm-audio-decoders/flac'
import type { ByteSource } from '../byte-source.ts'
import { AppError } from '../../contract/errors.ts'
import { fileError } from '../errors.ts'
import type { AudioInfo } from '../types.ts'
import { giveBackFlacDecoder, takeFlacDecoder } from './flac-decoders.ts'
import { flacFrames } from './flac-frames.ts'
import { findFlacStream } from './flac-header.ts'
import { findFlacPlace } from './flac-seek.ts'

/** A FLAC file as its header describes it; `start` is the place of its signature. */
export interface FlacFile {
  readonly info: AudioInfo
  readonly start: number
}

const CHUNK_BYTES = 256 * 1024
/** Coded bytes that are decoded at once: a second or two. */
const GROUP_BYTES = 64 * 1024
/** Parts that begin later than this are looked for; up to here decoding everything is as fast. */
const SEEK_FROM_S = 20
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

const damaged = (source: ByteSource, cause?: unknown): unknown =>
  cause instanceof AppError || (cause instanceof Error && cause.name === 'AbortError')
    ? cause
    : fileError('unreadable', source.path, 'the file is damaged: it cannot be decoded', {}, cause)

const checked = (decoded: FLACDecodedAudio, source: ByteSource, info: AudioInfo): Float32Array[] | null => {
  if (decoded.errors.length > 0) throw damaged(source, decoded.errors[0]?.message)
  if (decoded.samplesDecoded === 0) return null
  if (decoded.channelData.length !== info.channels) {
    throw fileError('unreadable', source.path, 'the file is damaged: its number of channels changes')
  }
  for (const samples of decoded.channelData) rescale(samples, decoded.bitDepth)
  return decoded.channelData
}

interface DecodedStream {
  readonly firstSample: number
  readonly blocks: AsyncIterable<FLACDecodedAudio>
}

async function* decodedFrames(
  frames: AsyncIterable<Uint8Array>,
  decoder: FLACDecoder
): AsyncGenerator<FLACDecodedAudio> {
  let waiting: Uint8Array[] = []
  let bytes = 0
  for await (const frame of frames) {
    waiting.push(frame)
    bytes += frame.length
    if (bytes < GROUP_BYTES) continue
    yield await decoder.decodeFrames(waiting)
    waiting = []
    bytes = 0
  }
  yield await decoder.decodeFrames(waiting)
}

async function* decodedPages(source: ByteSource, decoder: FLACDecoder): AsyncGenerator<FLACDecodedAudio> {
  for (let offset = 0; offset < source.size; offset += CHUNK_BYTES) {
    // The decoder keeps and moves what it is given, so it gets bytes of its own.
    yield await decoder.decode(Uint8Array.from(await source.read(offset, CHUNK_BYTES)))
  }
  yield await decoder.flush()
}

const openStream = async (
  source: ByteSource,
  file: FlacFile,
  decoder: FLACDecoder,
  sample: number
): Promise<DecodedStream> => {
  if (file.info.container === 'ogg') return { firstSample: 0, blocks: decodedPages(source, decoder) }
  const stream = await findFlacStream(source, file.start)
  const isFar = sample > SEEK_FROM_S * file.info.sampleRateHz
  const place = isFar ? await findFlacPlace(source, stream, sample) : { offset: stream.offset, sample: 0 }
  return {
    firstSample: place.sample,
    blocks: decodedFrames(flacFrames(source, file.info, stream, place), decoder)
  }
}

/** Decoded samples of all channels and the number of the first. */
export interface PlacedBlock {
  readonly firstSample: number
  readonly samples: Float32Array[]
}

/**
 * Blocks of all channels, scaled to +-1, from `sample` or some place before it on.
 * @throws unreadable: damaged
 */
export async function* placedBlocks(
  source: ByteSource,
  file: FlacFile,
  sample: number,
  signal: AbortSignal | undefined
): AsyncGenerator<PlacedBlock> {
  const decoder = await takeFlacDecoder()
  try {
    const { firstSample, blocks } = await openStream(source, file, decoder, sample)
    let position = firstSample
    for await (const decoded of blocks) {
      signal?.throwIfAborted()
      const samples = checked(decoded, source, file.info)
      if (!samples) continue
      yield { firstSample: position, samples }
      position += decoded.samplesDecoded
    }
  } catch (error) {
    throw damaged(source, error)
  } finally {
    await giveBackFlacDecoder(decoder)
  }
}
