import { createHash } from 'node:crypto'
import { closeSync, existsSync, fstatSync, openSync, readSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { AppError } from '../../contract/errors.ts'
import type { OpenFile } from '../../files/atomic.ts'
import { writeAtomically } from '../../files/atomic.ts'
import { storageError } from '../../files/storage-error.ts'

/** The features of many clips in one file: memory stays bounded for any number of clips. */
export interface FeatureFile {
  /** Clips in it. */
  readonly count: number
  /** How many numbers a clip has. */
  readonly lengthOf: (clip: number) => number
  /** Copies numbers of a clip, from one of them on, until `into` is full. */
  readonly read: (clip: number, from: number, into: Float32Array) => void
  /** Closes the file; it is removed where it is not kept. */
  readonly close: () => Promise<void>
}

export interface FeatureFileOptions {
  /** Where it is kept for another time; without it, it lives until it is closed. */
  readonly folder?: string
  /** Names what is in it: kind and parameters of the features, and the content of every clip. */
  readonly fingerprint: string
  readonly count: number
  /** Features of one clip, asked for once, in order. */
  readonly make: (clip: number) => Promise<Float32Array>
  readonly signal?: AbortSignal
  readonly onProgress?: (fraction: number) => void
}

const WIDTH = 4
const COUNT_BYTES = 8

const FAILURE = 'Features cannot be kept'

/**
 * Opens the features that are kept in the folder, or makes them. Layout: the numbers of all clips (float32), the
 * count of each clip (float64), the count of clips (float64).
 * @throws AppError cancelled; conflict where the place cannot be written, which then holds nothing of them
 */
export const openFeatureFile = async (options: FeatureFileOptions): Promise<FeatureFile> => {
  const { folder, fingerprint, count } = options
  const place = folder ?? (await newFolder())
  const file = path.join(place, `${createHash('sha256').update(fingerprint).digest('hex')}.features`)
  const discard = async (): Promise<void> => {
    if (folder === undefined) await rm(place, { recursive: true, force: true })
  }
  try {
    if (!existsSync(file)) await writeAtomically(file, 'cache', open => writeClips(open, options), FAILURE)
    return openFile(file, count, discard)
  } catch (error) {
    await discard()
    throw error
  }
}

const newFolder = async (): Promise<string> => {
  try {
    return await mkdtemp(path.join(tmpdir(), 'earshot-features-'))
  } catch (cause) {
    throw storageError(cause, tmpdir(), FAILURE)
  }
}

const writeClips = async (file: OpenFile, options: FeatureFileOptions): Promise<void> => {
  const { count, make, signal, onProgress } = options
  const lengths = new Float64Array(count)
  for (let clip = 0; clip < count; clip++) {
    if (signal?.aborted === true) throw new AppError('cancelled', 'Making the features was cancelled')
    const features = await make(clip)
    lengths[clip] = features.length
    await file.write(features)
    onProgress?.((clip + 1) / count)
  }
  await file.write(lengths)
  await file.write(Float64Array.of(count))
}

const openFile = (file: string, count: number, discard: () => Promise<void>): FeatureFile => {
  const descriptor = openSync(file, 'r')
  const lengths = readLengths(descriptor, count)
  if (lengths === undefined) {
    closeSync(descriptor)
    throw new AppError('unreadable', 'The kept features are damaged', { file })
  }
  const starts = new Float64Array(count)
  for (let clip = 1; clip < count; clip++) starts[clip] = (starts[clip - 1] ?? 0) + (lengths[clip - 1] ?? 0)
  return {
    count,
    lengthOf: clip => lengths[clip] ?? 0,
    read: (clip, from, into) => {
      if (from < 0 || from + into.length > (lengths[clip] ?? 0)) throw new Error('Numbers beyond the clip')
      const bytes = new Uint8Array(into.buffer, into.byteOffset, into.byteLength)
      fill(descriptor, bytes, WIDTH * ((starts[clip] ?? 0) + from))
    },
    close: async () => {
      closeSync(descriptor)
      await discard()
    }
  }
}

/** Undefined where the file is not what was written. */
const readLengths = (descriptor: number, count: number): Float64Array | undefined => {
  const tail = (count + 1) * COUNT_BYTES
  const { size } = fstatSync(descriptor)
  if (size < tail) return undefined
  const counts = new Float64Array(count + 1)
  fill(descriptor, new Uint8Array(counts.buffer), size - tail)
  const lengths = counts.subarray(0, count)
  const numbers = lengths.reduce((sum, length) => sum + length, 0)
  return counts[count] === count && size === WIDTH * numbers + tail ? lengths : undefined
}

const fill = (descriptor: number, bytes: Uint8Array, position: number): void => {
  let at = 0
  while (at < bytes.length) {
    const read = readSync(descriptor, bytes, at, bytes.length - at, position + at)
    if (read === 0) throw new Error('The file of features ends too early')
    at += read
  }
}
