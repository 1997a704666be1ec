import type { ByteSource } from '../byte-source.ts'
import { cutOffReason, fileError } from '../errors.ts'
import { channelIndices, frameRange } from '../range.ts'
import type { AudioReader, BlockOptions } from '../types.ts'
import { placedBlocks } from './flac-blocks.ts'
import type { FlacFile } from './flac-blocks.ts'

/** Samples per channel of a FLAC file whose header does not say: found by decoding it. */
export const countFlacFrames = async (source: ByteSource, file: FlacFile): Promise<number> => {
  let frames = 0
  for await (const { samples } of placedBlocks(source, file, 0, undefined)) frames += samples[0]?.length ?? 0
  return frames
}

/** Reads a FLAC or Ogg FLAC file as a stream, FLAC from any place; memory stays at a few blocks. */
export const flacReader = (source: ByteSource, file: FlacFile): AudioReader => {
  const { info } = file
  async function* blocks(options: BlockOptions = {}): AsyncGenerator<Float32Array[]> {
    const channels = channelIndices(source.path, info, options.channels)
    const { first, count } = frameRange(source.path, info, options)
    const end = first + count
    let position = 0
    for await (const { firstSample, samples } of placedBlocks(source, file, first, options.signal)) {
      const length = samples[0]?.length ?? 0
      const from = Math.max(0, first - firstSample)
      const to = Math.min(length, end - firstSample)
      position = firstSample + length
      if (from < to)
        yield channels.map(channel => (samples[channel] ?? new Float32Array(length)).subarray(from, to))
      if (position >= end) return
    }
    const thereS = position / info.sampleRateHz
    const facts = { thereS, claimedS: info.durationS }
    throw fileError('unreadable', source.path, cutOffReason(thereS, info.durationS), facts)
  }
  return { info, blocks, close: () => source.close() }
}
