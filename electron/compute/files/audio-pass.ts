import { ANALYSIS_RATE_HZ } from '../../audio/limits.ts'
import { openAudio } from '../../audio/open-audio.ts'
import { createResampler } from '../../audio/resample/resampler.ts'
import type { AudioReader } from '../../audio/types.ts'

/** Takes a signal in blocks. */
export interface BlockSink {
  push(block: Float32Array): void
  finish?(): void
}

/**
 * Cuts a signal at its own rate into consecutive clips at 16 kHz and hands each on as soon as it is complete; a
 * remainder shorter than a clip is dropped. Holds one clip, however long the signal is. The samples given to
 * `onClip` are valid during the call only; the start is in seconds, exact to the sample.
 */
export const clipCutter = (
  sampleRateHz: number,
  clipLengthS: number,
  onClip: (samples: Float32Array, startS: number) => void
): Required<BlockSink> => {
  const resampler = sampleRateHz === ANALYSIS_RATE_HZ ? null : createResampler(sampleRateHz, ANALYSIS_RATE_HZ)
  const clip = new Float32Array(Math.round(clipLengthS * ANALYSIS_RATE_HZ))
  let filled = 0
  let index = 0
  const add = (samples: Float32Array): void => {
    for (let at = 0; at < samples.length;) {
      const piece = samples.subarray(at, at + clip.length - filled)
      clip.set(piece, filled)
      filled += piece.length
      at += piece.length
      if (filled < clip.length) return
      onClip(clip, (index++ * clip.length) / ANALYSIS_RATE_HZ)
      filled = 0
    }
  }
  return {
    push: block => add(resampler === null ? block : resampler.push(block)),
    finish: () => {
      if (resampler !== null) add(resampler.finish())
    }
  }
}

/** Opens a file for as long as `use` runs. @throws unreadable, unsupported, invalid: with file and reason */
export const withAudio = async <T>(path: string, use: (reader: AudioReader) => Promise<T>): Promise<T> => {
  const reader = await openAudio(path)
  try {
    return await use(reader)
  } finally {
    await reader.close()
  }
}

/**
 * Pours one channel (counted from 1) of a file into several sinks in a single reading, from start to end.
 * @throws unreadable, unsupported, invalid: with the file's name and the reason
 */
export const pour = async (
  reader: AudioReader,
  channel: number,
  signal: AbortSignal,
  sinks: readonly BlockSink[]
): Promise<void> => {
  for await (const [block] of reader.blocks({ channels: [channel], signal })) {
    if (block !== undefined) for (const sink of sinks) sink.push(block)
  }
  for (const sink of sinks) sink.finish?.()
}
