import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { writeAtomically } from '../../files/atomic.ts'
import { storageError } from '../../files/storage-error.ts'
import type { SystemClip } from '../detectors/system.ts'

/** Features of clips that were made once, kept in a folder between calls and runs. */
export interface FeatureCache {
  /** The clip's features as bytes; made, and kept where there is a folder and the clip has a key. */
  readonly bytes: (clip: SystemClip, make: (waveform: Float32Array) => Uint8Array) => Promise<Uint8Array>
  /** The same for single-precision numbers. */
  readonly floats: (clip: SystemClip, make: (waveform: Float32Array) => Float32Array) => Promise<Float32Array>
}

const DIGEST_BYTES = 8

/** Start of the hash of some bytes: enough to know a torn file. */
const digest = (bytes: Uint8Array): Buffer =>
  createHash('sha256').update(bytes).digest().subarray(0, DIGEST_BYTES)

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'

const NOT_KEPT = 'Features cannot be kept'

/** A file's content behind its digest; null where it is not there or torn: it is made again, never believed. */
const readWhole = async (file: string): Promise<Uint8Array | null> => {
  try {
    const bytes = await readFile(file)
    const content = bytes.subarray(DIGEST_BYTES)
    return digest(content).equals(bytes.subarray(0, DIGEST_BYTES)) ? content : null
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return null
    throw storageError(error, path.dirname(file), NOT_KEPT)
  }
}

const write = (file: string, content: Uint8Array): Promise<void> => {
  const bytes = Buffer.concat([digest(content), content])
  return writeAtomically(file, 'cache', open => open.write(bytes), NOT_KEPT)
}

/**
 * A cache below `cacheDir` for one kind of features; `recipe` names everything that they depend on besides the
 * samples (parameters, version), so that another recipe never reads them. Without a folder nothing is kept.
 */
export const featureCache = (cacheDir: string | undefined, kind: string, recipe: unknown): FeatureCache => {
  const fileOf = ({ cacheKey }: SystemClip): string | null => {
    if (cacheDir === undefined || cacheKey === undefined) return null
    const hash = createHash('sha256')
      .update(JSON.stringify([recipe, cacheKey]))
      .digest('hex')
    return path.join(cacheDir, kind, hash.slice(0, 2), `${hash.slice(2, 34)}.bin`)
  }
  const bytes: FeatureCache['bytes'] = async (clip, make) => {
    const file = fileOf(clip)
    const known = file === null ? null : await readWhole(file)
    if (known !== null) return known
    const made = make(await clip.waveform())
    if (file !== null) await write(file, made)
    return made
  }
  return {
    bytes,
    floats: async (clip, make) => {
      const found = await bytes(clip, waveform => {
        const { buffer, byteOffset, byteLength } = make(waveform)
        return new Uint8Array(buffer, byteOffset, byteLength)
      })
      const aligned = new Uint8Array(found)
      return new Float32Array(aligned.buffer, 0, aligned.length / Float32Array.BYTES_PER_ELEMENT)
    }
  }
}
