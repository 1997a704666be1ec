import { createHash } from 'node:crypto'
import { link, stat } from 'node:fs/promises'
import { openBytes } from '../../audio/byte-source.ts'
import { fileError } from '../../audio/errors.ts'
import { makeAtomically, writeAtomically } from '../../files/atomic.ts'

const CHUNK_BYTES = 1 << 20

/**
 * Hands a file's bytes on in pieces; returns how many there were.
 * @throws unreadable: with the file's name and the reason
 */
const forEachChunk = async (
  filePath: string,
  signal: AbortSignal,
  visit: (chunk: Uint8Array) => unknown
): Promise<number> => {
  const source = await openBytes(filePath)
  try {
    for (let at = 0; ;) {
      signal.throwIfAborted()
      const chunk = await source.read(at, CHUNK_BYTES)
      if (chunk.length === 0) return at
      await visit(chunk)
      at += chunk.length
    }
  } finally {
    await source.close()
  }
}

/** What a file is known by: SHA-256 as 64 hexadecimal digits, and its size. */
export interface FileContent {
  readonly sha256: string
  readonly sizeBytes: number
}

/**
 * Reads a file once for its hash, with bounded memory.
 * @throws unreadable: with the file's name and the reason
 */
export const hashFile = async (filePath: string, signal: AbortSignal): Promise<FileContent> => {
  const hash = createHash('sha256')
  const sizeBytes = await forEachChunk(filePath, signal, chunk => hash.update(chunk))
  return { sha256: hash.digest('hex'), sizeBytes }
}

/** Path of a recording below the data folder, forward slashes. */
export const recordingFile = (sha256: string, extension: string): string =>
  `recordings/${sha256.slice(0, 2)}/${sha256}.${extension}`

const isThere = async (filePath: string, sizeBytes: number): Promise<boolean> => {
  const facts = await stat(filePath).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined
    throw error
  })
  return facts !== undefined && facts.isFile() && facts.size === sizeBytes
}

/** File systems without second names for a file (exFAT, some network shares). */
const CANNOT_LINK = new Set(['EPERM', 'EXDEV', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK'])

/**
 * Gives a file of the data folder that never changes any more its second name, durably: no copy, no further disk
 * space. Answers false where the file system cannot do that.
 */
export const linkFile = async (
  sourcePath: string,
  content: FileContent,
  target: string
): Promise<boolean> => {
  if (await isThere(target, content.sizeBytes)) return true
  try {
    // Made under another name first, as all files are.
    await makeAtomically(target, 'kept', temporary => link(sourcePath, temporary))
    return true
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
    if (cause instanceof Error && 'code' in cause && CANNOT_LINK.has(String(cause.code))) return false
    throw error
  }
}

/**
 * Copies a file to its place in the data folder unless it is there; what is copied is hashed again on the way.
 * @throws unreadable when the file has changed since it was hashed; conflict when the place cannot be written
 */
export const storeFile = async (
  sourcePath: string,
  { sha256, sizeBytes }: FileContent,
  target: string,
  signal: AbortSignal
): Promise<void> => {
  if (await isThere(target, sizeBytes)) return
  await writeAtomically(target, 'kept', async file => {
    const hash = createHash('sha256')
    await forEachChunk(sourcePath, signal, async chunk => {
      hash.update(chunk)
      await file.write(chunk)
    })
    if (hash.digest('hex') === sha256) return
    throw fileError('unreadable', sourcePath, 'it changed while it was read')
  })
}
