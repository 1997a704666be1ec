import type { ByteSource } from '../byte-source.ts'
import { fileError } from '../errors.ts'
import { BLOCK_FRAMES, MAX_WHOLE_S } from '../limits.ts'
import { channelIndices, frameRange } from '../range.ts'
import type { AudioInfo, AudioReader, BlockOptions } from '../types.ts'

// A decoder may deliver one frame more or less than the container states; a second less is a loss.
const MISSING_S = 1

interface Decoded {
  readonly channelData: Float32Array[]
  readonly sampleRate: number
}
type Decode = (bytes: Uint8Array) => Promise<Decoded>

// By container and codec; each is loaded when the first file of its kind comes in.
const DECODERS: Readonly<Record<string, () => Promise<{ readonly default: Decode }>>> = {
  'mp3/mp3': () => import('@audio/decode-mp3'),
  'ogg/vorbis': () => import('@audio/decode-vorbis'),
  'ogg/opus': () => import('@audio/decode-opus'),
  'm4a/aac': () => import('@audio/decode-aac'),
  'm4a/alac': () => import('@audio/decode-aac')
}

/** @throws unsupported: no decoder for this codec, or that of AAC was left out of the installation (its licence) */
const decoderOf = async (path: string, { container, codec }: AudioInfo): Promise<Decode> => {
  const load = DECODERS[`${container}/${codec}`]
  if (load === undefined) {
    throw fileError('unsupported', path, `sound of the kind ${codec} in ${container} files is not read`)
  }
  try {
    return (await load()).default
  } catch (error) {
    const reason = `${codec.toUpperCase()} is not read by this build, as its decoder is under the GPL; convert the file to WAV or FLAC`
    throw fileError('unsupported', path, reason, {}, error)
  }
}

const decodeBytes = async (source: ByteSource, stated: AudioInfo): Promise<Decoded> => {
  const decode = await decoderOf(source.path, stated)
  const bytes = Uint8Array.from(await source.read(0, source.size))
  try {
    return await decode(bytes)
  } catch (error) {
    throw fileError('unreadable', source.path, 'the file is damaged: it cannot be decoded', {}, error)
  }
}

/**
 * Decodes an MP3, Ogg or M4A file as a whole and serves blocks of it; `info` then states what was decoded.
 * @throws unreadable: damaged or cut off; unsupported: longer than 2 h
 */
export const wholeReader = async (source: ByteSource, stated: AudioInfo): Promise<AudioReader> => {
  if (stated.durationS > MAX_WHOLE_S) {
    const hours = (stated.durationS / 3600).toFixed(1)
    const reason = `it is ${hours} h long; files of this format are read up to 2 h, WAV and FLAC without limit`
    throw fileError('unsupported', source.path, reason)
  }
  const { channelData, sampleRate } = await decodeBytes(source, stated)
  const frames = channelData[0]?.length ?? 0
  if (frames < stated.frames - MISSING_S * stated.sampleRateHz || frames < 2) {
    const thereS = (sampleRate > 0 ? frames / sampleRate : 0).toFixed(1)
    const reason = `the file is damaged: ${thereS} s of ${stated.durationS.toFixed(1)} s can be decoded`
    throw fileError('unreadable', source.path, reason)
  }
  // A decoder may fold two channels that are the same into one, and that of MP3 makes two of one: a file keeps
  // the channels that it states, but an AAC file may hold more than its header says.
  const channels = stated.codec === 'mp3' ? stated.channels : Math.max(channelData.length, stated.channels)
  const info: AudioInfo = {
    ...stated,
    channels,
    sampleRateHz: sampleRate,
    frames,
    durationS: frames / sampleRate
  }
  async function* blocks(options: BlockOptions = {}): AsyncGenerator<Float32Array[]> {
    const wanted = channelIndices(source.path, info, options.channels)
    const { first, count } = frameRange(source.path, info, options)
    for (let at = first; at < first + count; at += BLOCK_FRAMES) {
      options.signal?.throwIfAborted()
      const end = Math.min(at + BLOCK_FRAMES, first + count)
      yield wanted.map(channel =>
        (channelData[channel] ?? channelData[0] ?? new Float32Array(0)).slice(at, end)
      )
    }
  }
  return { info, blocks, close: () => Promise.resolve() }
}
