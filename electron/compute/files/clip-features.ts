import { readFile } from 'node:fs/promises'
import { decodeAnalysis } from '../../audio/decode.ts'
import type { ClipRef } from '../../contract/compute.ts'
import { AppError } from '../../contract/errors.ts'
import { decodeFeatures, encodeFeatures } from '../../ml/detectors/auto/feature-codec.ts'
import { extractFeatures } from '../../ml/detectors/auto/features.ts'
import type { ClipFeatures } from '../../ml/detectors/auto/features.ts'
import type { FileJob } from '../pool/file-job.ts'
import { writeAtomically } from './atomic.ts'

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

/**
 * Makes a clip's features from its sound and caches them.
 * @throws unreadable, unsupported, invalid: with the file's name and the reason
 */
export const clipFeatures: FileJob<null, ClipRef, ClipFeatures> =
  () =>
  async ({ audioPath, channel, startS, lengthS, featuresPath }, signal) => {
    const features = extractFeatures(await decodeAnalysis(audioPath, channel, { startS, lengthS, signal }))
    await writeFeatures(featuresPath, features)
    return features
  }
