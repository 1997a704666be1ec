import type { ByteSource } from '../byte-source.ts'
import { fileError } from '../errors.ts'
import { BLOCK_FRAMES } from '../limits.ts'
import { channelIndices, frameRange } from '../range.ts'
import type { AudioInfo, AudioReader, BlockOptions } from '../types.ts'
import type { WavLayout } from './layout.ts'
import { readSamples } from './samples.ts'

const BLOCK_BYTES = 4 * 1024 * 1024

/** The public facts of a WAV layout. */
export const wavInfo = (layout: WavLayout): AudioInfo => ({
  container: 'wav',
  codec: layout.encoding.startsWith('float') ? 'float' : 'pcm',
  sampleRateHz: layout.sampleRateHz,
  channels: layout.channels,
  bitDepth: layout.bitDepth,
  frames: layout.frames,
  durationS: layout.frames / layout.sampleRateHz,
  ...(layout.recordedAt === undefined ? {} : { recordedAt: layout.recordedAt })
})

/** Reads a WAV file in blocks from any place of it; memory stays at one block. */
export const wavReader = (source: ByteSource, layout: WavLayout): AudioReader => {
  const info = wavInfo(layout)
  const blockFrames = Math.max(1, Math.min(BLOCK_FRAMES * 4, Math.floor(BLOCK_BYTES / layout.frameBytes)))
  async function* blocks(options: BlockOptions = {}): AsyncGenerator<Float32Array[]> {
    const channels = channelIndices(source.path, info, options.channels)
    const { first, count } = frameRange(source.path, info, options)
    for (let done = 0; done < count; done += blockFrames) {
      options.signal?.throwIfAborted()
      const frames = Math.min(blockFrames, count - done)
      const length = frames * layout.frameBytes
      const bytes = await source.read(layout.dataOffset + (first + done) * layout.frameBytes, length)
      if (bytes.length < length)
        throw fileError('unreadable', source.path, 'the file became shorter while it was read')
      yield readSamples(bytes, layout, channels, { path: source.path, firstFrame: first + done })
    }
  }
  return { info, blocks, close: () => source.close() }
}
