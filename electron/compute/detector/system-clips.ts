import { stat } from 'node:fs/promises'
import { decodeAnalysis } from '../../audio/decode.ts'
import { ANALYSIS_RATE_HZ } from '../../audio/limits.ts'
import { resample } from '../../audio/resample/resample.ts'
import type { SystemClip } from '../../ml/detectors/system.ts'

/** A recording as the clips of a system are cut from it. */
export interface ClipSource {
  readonly path: string
  /** Counted from 1. */
  readonly channel: number
  readonly clipLengthS: number
  readonly signal: AbortSignal
}

/** What a system is told of a recording. */
export type ClipFacts = Pick<SystemClip, 'machine' | 'domain' | 'attributes' | 'recording'>

/**
 * The clips of a recording for a system, by the names given: consecutive ones of the clip length. Their samples are
 * read when they are asked for.
 */
export const systemClips = async (
  { path, channel, clipLengthS, signal }: ClipSource,
  names: readonly string[],
  facts: ClipFacts
): Promise<SystemClip[]> => {
  const { size, mtimeMs } = await stat(path)
  // Whole samples, as the clips of the default detector are cut.
  const lengthS = Math.round(clipLengthS * ANALYSIS_RATE_HZ) / ANALYSIS_RATE_HZ
  return names.map((id, index) => {
    const range = { startS: index * lengthS, lengthS, signal }
    const waveform = (): Promise<Float32Array> => decodeAnalysis(path, channel, range)
    return {
      ...facts,
      id,
      waveform,
      atSpeed: async factor =>
        resample(await waveform(), Math.round(factor * ANALYSIS_RATE_HZ), ANALYSIS_RATE_HZ),
      cacheKey: [path, size, mtimeMs, channel, range.startS, lengthS].join('|')
    }
  })
}
