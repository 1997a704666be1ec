import { decodeChannel } from '../../audio/decode.ts'
import { AppError } from '../../contract/errors.ts'
import type { ClipResult } from '../../contract/results.ts'

/** One channel of a clip at the file's own rate, full scale +-1. */
export interface ClipAudio {
  readonly samples: Float32Array
  readonly sampleRateHz: number
}

/** The sound of a clip, or the words that says why there are none. */
export type ClipSound =
  | { readonly kind: 'audio'; readonly audio: ClipAudio }
  | { readonly kind: 'missing'; readonly reason: string }

/** The sound of a clip for its pictures; a file that cannot be read is named in the report, with the reason. */
export const readClipAudio = async (
  audioPath: string,
  channel: number,
  { startS, lengthS }: Pick<ClipResult, 'startS' | 'lengthS'>,
  signal: AbortSignal
): Promise<ClipSound> => {
  try {
    return { kind: 'audio', audio: await decodeChannel(audioPath, channel, { startS, lengthS, signal }) }
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'cancelled') throw error
    return { kind: 'missing', reason: error.message.replace(/\.$/u, '') }
  }
}
