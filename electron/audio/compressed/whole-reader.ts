import type { ByteSource } from '../byte-source.ts'
import { fileError } from '../errors.ts'
import { BLOCK_FRAMES, MAX_WHOLE_S } from '../limits.ts'
import { channelIndices, frameRange } from '../range.ts'
import type { AudioInfo, AudioReader, BlockOptions } from '../types.ts'

// A decoder may deliver one frame more or less than the container states; a second less is a loss.
const MISSING_S = 1

const decodeBytes = async (
  source: ByteSource
): Promise<{ channelData: Float32Array[]; sampleRate: number }> => {
  const bytes = Uint8Array.from(await source.read(0, source.size))
  const { default: decode } = await import('audio-decode')
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
  const { channelData, sampleRate } = await decodeBytes(source)
  const frames = channelData[0]?.length ?? 0
  if (frames < stated.frames - MISSING_S * stated.sampleRateHz || frames < 2) {
    const thereS = (sampleRate > 0 ? frames / sampleRate : 0).toFixed(1)
    const reason = `the file is damaged: ${thereS} s of ${stated.durationS.toFixed(1)} s can be decoded`
    throw fileError('unreadable', source.path, reason)
  }
  // The decoder folds two channels that are the same into one; a file keeps the channels that it states.
  const channels = Math.max(channelData.length, stated.channels)
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
