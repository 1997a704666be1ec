import { readFile } from 'node:fs/promises'
import { decodeAnalysis } from '../../audio/decode.ts'
import { ANALYSIS_RATE_HZ } from '../../audio/limits.ts'
import type { ClipRef } from '../../contract/compute.ts'
import { AppError } from '../../contract/errors.ts'
import { decodeFeatures, encodeFeatures } from '../../ml/detectors/auto/feature-codec.ts'
import { extractFeatures } from '../../ml/detectors/auto/features.ts'
import type { ClipFeatures } from '../../ml/detectors/auto/features.ts'
import type { FileJob } from '../pool/file-job.ts'
import { writeAtomically } from '../../files/atomic.ts'
import { clipCutter, pour, withAudio } from './audio-pass.ts'

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'

/** A clip's features from the cache; null where they are not there, or not whole, or of another version. */
export const readFeatures = async (featuresPath: string): Promise<ClipFeatures | null> => {
  try {
    return decodeFeatures(await readFile(featuresPath))
  } catch (error) {
    if (isMissing(error) || (error instanceof AppError && error.code === 'unreadable')) return null
    throw error
  }
}

/** Puts a clip's features into the cache. */
export const writeFeatures = (featuresPath: string, features: ClipFeatures): Promise<void> =>
  writeAtomically(featuresPath, 'cache', async file => {
    await file.write(encodeFeatures(features))
  })

const firstSample = (startS: number): number => Math.round(startS * ANALYSIS_RATE_HZ)

/** Features of those clips that consecutive clips of the first one's length meet, in one reading of the file. */
const readInOnePass = (
  { audioPath, channel, lengthS }: ClipRef,
  wanted: ReadonlySet<number>,
  signal: AbortSignal
): Promise<Map<number, ClipFeatures>> =>
  withAudio(audioPath, async reader => {
    const found = new Map<number, ClipFeatures>()
    const cut = clipCutter(reader.info.sampleRateHz, lengthS, (samples, startS) => {
      const first = firstSample(startS)
      if (wanted.has(first)) found.set(first, extractFeatures(samples))
    })
    await pour(reader, channel, signal, [cut])
    return found
  })

/**
 * Makes the features of clips of one recording from its sound, and caches them. Many clips are cut in one
 * reading: a compressed file can only be read from its start, and would be read once for each otherwise.
 * @throws unreadable, unsupported, invalid: with the file's name and the reason
 */
export const makeFeatures = async (
  clips: readonly ClipRef[],
  signal: AbortSignal
): Promise<ClipFeatures[]> => {
  const [some, ...others] = clips
  const starts = new Set(clips.map(clip => firstSample(clip.startS)))
  const isRegular = others.length > 0 && others.every(clip => clip.lengthS === some?.lengthS)
  const found = some && isRegular ? await readInOnePass(some, starts, signal) : undefined
  const made: ClipFeatures[] = []
  for (const { audioPath, channel, startS, lengthS, featuresPath } of clips) {
    const features =
      found?.get(firstSample(startS)) ??
      extractFeatures(await decodeAnalysis(audioPath, channel, { startS, lengthS, signal }))
    await writeFeatures(featuresPath, features)
    made.push(features)
  }
  return made
}

/** `makeFeatures` for a pool of threads. */
export const clipFeatures: FileJob<null, readonly ClipRef[], ClipFeatures[]> = () => makeFeatures

/** Clips recording by recording and channel, recordings in the order of their first clip. */
export const byRecording = <C extends ClipRef>(clips: readonly C[]): C[][] => {
  const groups = new Map<string, C[]>()
  for (const clip of clips) {
    const key = `${clip.channel} ${clip.audioPath}`
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [clip])
    else group.push(clip)
  }
  return [...groups.values()]
}
