import { fileError } from './errors.ts'
import { ANALYSIS_RATE_HZ, MAX_WHOLE_S } from './limits.ts'
import { openAudio } from './open-audio.ts'
import { frameRange } from './range.ts'
import { resample } from './resample/resample.ts'
import { createResampler } from './resample/resampler.ts'
import type { AudioReader, ReadOptions } from './types.ts'

/** One channel of a file, or a part of it, at the file's own rate. */
export interface DecodedChannel {
  readonly samples: Float32Array
  readonly sampleRateHz: number
}

const checkLength = (path: string, lengthS: number): void => {
  if (lengthS <= MAX_WHOLE_S) return
  throw fileError(
    'unsupported',
    path,
    `${(lengthS / 3600).toFixed(1)} h are too long to read at once; at most 2 h are`
  )
}

/** Joins blocks of one channel. */
const joinBlocks = (blocks: readonly Float32Array[]): Float32Array => {
  const [only] = blocks
  if (only && blocks.length === 1) return only
  const joined = new Float32Array(blocks.reduce((sum, block) => sum + block.length, 0))
  let at = 0
  for (const block of blocks) {
    joined.set(block, at)
    at += block.length
  }
  return joined
}

const collect = async (blocks: AsyncIterable<Float32Array[]>): Promise<Float32Array> => {
  const parts: Float32Array[] = []
  for await (const [block] of blocks) if (block) parts.push(block)
  return joinBlocks(parts)
}

const withReader = async <T>(path: string, use: (reader: AudioReader) => Promise<T>): Promise<T> => {
  const reader = await openAudio(path)
  try {
    return await use(reader)
  } finally {
    await reader.close()
  }
}

/**
 * One channel (counted from 1) of a file, or a part of it, at its own rate.
 * @throws unreadable, unsupported, invalid: with the file's name and the reason
 */
export const decodeChannel = (
  path: string,
  channel: number,
  options: ReadOptions = {}
): Promise<DecodedChannel> =>
  withReader(path, async reader => {
    const { sampleRateHz } = reader.info
    checkLength(path, frameRange(path, reader.info, options).count / sampleRateHz)
    const samples = await collect(reader.blocks({ ...options, channels: [channel] }))
    return { samples, sampleRateHz }
  })

/**
 * One channel (counted from 1) at 16 kHz, the signal that is analysed. A part is exactly that part of the whole
 * file's resampled signal: neighbouring samples are read with it, so that no edge is heard at its ends.
 * @throws unreadable, unsupported, invalid: with the file's name and the reason
 */
export const decodeAnalysis = (
  path: string,
  channel: number,
  options: ReadOptions = {}
): Promise<Float32Array> =>
  withReader(path, async reader => {
    const { info } = reader
    const { first, count } = frameRange(path, info, options)
    checkLength(path, count / info.sampleRateHz)
    if (info.sampleRateHz === ANALYSIS_RATE_HZ)
      return collect(reader.blocks({ ...options, channels: [channel] }))
    if (first === 0 && count === info.frames) {
      const whole = await collect(reader.blocks({ channels: [channel], ...signalOf(options) }))
      return resample(whole, info.sampleRateHz, ANALYSIS_RATE_HZ)
    }
    return decodePart(reader, channel, options)
  })

const signalOf = ({ signal }: ReadOptions): { signal?: AbortSignal } => (signal ? { signal } : {})

const decodePart = async (
  reader: AudioReader,
  channel: number,
  options: ReadOptions
): Promise<Float32Array> => {
  const { sampleRateHz, frames, durationS } = reader.info
  const { startS = 0, lengthS = durationS } = options
  const firstOutput = Math.round(startS * ANALYSIS_RATE_HZ)
  const total = Math.ceil((frames * ANALYSIS_RATE_HZ) / sampleRateHz)
  const outputs = Math.min(total - firstOutput, Math.max(1, Math.round(lengthS * ANALYSIS_RATE_HZ)))
  const resampler = createResampler(sampleRateHz, ANALYSIS_RATE_HZ, firstOutput)
  const { firstInput, inputs } = resampler.inputRange(outputs)
  const end = Math.min(frames, firstInput + inputs)
  const part = { startS: firstInput / sampleRateHz, lengthS: (end - firstInput) / sampleRateHz }
  const samples = await collect(reader.blocks({ ...part, channels: [channel], ...signalOf(options) }))
  return joinBlocks([resampler.push(samples), resampler.finish(outputs)]).subarray(0, outputs)
}
