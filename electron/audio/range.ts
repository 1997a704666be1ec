import { fileError } from './errors.ts'
import type { AudioInfo, TimeRange } from './types.ts'

/** First sample and number of samples of a part of a file; the end of the file cuts it. */
export interface FrameRange {
  readonly first: number
  readonly count: number
}

/**
 * Seconds to samples, each rounded to the nearest.
 * @throws invalid: a negative or non-finite number, a start at or behind the end of the file
 */
export const frameRange = (path: string, info: AudioInfo, { startS = 0, lengthS }: TimeRange): FrameRange => {
  if (!(startS >= 0) || !Number.isFinite(startS))
    throw fileError('invalid', path, 'a part must start at 0 s or later')
  if (lengthS !== undefined && !(lengthS > 0))
    throw fileError('invalid', path, 'a part must be longer than 0 s')
  const first = Math.round(startS * info.sampleRateHz)
  if (first >= info.frames) {
    throw fileError('invalid', path, `${startS} s lies behind its end, ${info.durationS.toFixed(1)} s`)
  }
  const wanted = lengthS === undefined ? Number.POSITIVE_INFINITY : Math.round(lengthS * info.sampleRateHz)
  return { first, count: Math.min(info.frames - first, Math.max(1, wanted)) }
}

/**
 * Channel numbers (from 1) to indices (from 0).
 * @throws invalid: a channel that the file does not have
 */
export const channelIndices = (
  path: string,
  info: AudioInfo,
  channels: readonly number[] | undefined
): number[] => {
  if (channels === undefined) return Array.from({ length: info.channels }, (_, index) => index)
  if (channels.length === 0) throw fileError('invalid', path, 'no channel was asked for')
  return channels.map(channel => {
    if (!Number.isInteger(channel) || channel < 1 || channel > info.channels) {
      const has = info.channels === 1 ? 'one channel' : `${info.channels} channels`
      throw fileError('invalid', path, `it has no channel ${channel}, only ${has}`, {
        channel,
        channels: info.channels
      })
    }
    return channel - 1
  })
}
