import { AppError } from '../contract/errors.ts'
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
export const frameRange = (info: AudioInfo, { startS = 0, lengthS }: TimeRange): FrameRange => {
  if (!(startS >= 0) || !Number.isFinite(startS))
    throw new AppError('invalid', 'The start must be 0 s or later')
  if (lengthS !== undefined && !(lengthS > 0)) throw new AppError('invalid', 'The length must be above 0 s')
  const first = Math.round(startS * info.sampleRateHz)
  if (first >= info.frames) {
    throw new AppError('invalid', `The start, ${startS} s, lies behind the end, ${info.durationS} s`)
  }
  const wanted = lengthS === undefined ? Number.POSITIVE_INFINITY : Math.round(lengthS * info.sampleRateHz)
  return { first, count: Math.min(info.frames - first, Math.max(1, wanted)) }
}

/**
 * Channel numbers (from 1) to indices (from 0).
 * @throws invalid: a channel that the file does not have
 */
export const channelIndices = (info: AudioInfo, channels: readonly number[] | undefined): number[] => {
  if (channels === undefined) return Array.from({ length: info.channels }, (_, index) => index)
  if (channels.length === 0) throw new AppError('invalid', 'No channel was asked for')
  return channels.map(channel => {
    if (!Number.isInteger(channel) || channel < 1 || channel > info.channels) {
      const has = info.channels === 1 ? 'one channel' : `${info.channels} channels`
      throw new AppError('invalid', `There is no channel ${channel}: the file has ${has}`, {
        channel,
        channels: info.channels
      })
    }
    return channel - 1
  })
}
