import { createHash } from 'node:crypto'
import { open, stat } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '../../contract/errors.ts'
import { writeAtomically } from './atomic.ts'

const CHUNK_BYTES = 1 << 20

/** Hands a file's bytes on in pieces that are valid until the next one. */
const forEachChunk = async (
  filePath: string,
  signal: AbortSignal,
  visit: (chunk: Uint8Array) => Promise<void> | void
): Promise<void> => {
  const file = await open(filePath, 'r')
  try {
    const { size } = await file.stat()
    const buffer = new Uint8Array(Math.max(1, Math.min(CHUNK_BYTES, size)))
    for (;;) {
      signal.throwIfAborted()
      const { bytesRead } = await file.read(buffer, 0, buffer.length, null)
      if (bytesRead === 0) return
      await visit(buffer.subarray(0, bytesRead))
    }
  } finally {
    await file.close()
  }
}

/** SHA-256 of a file's content as 64 hexadecimal digits, with bounded memory. */
export const hashFile = async (filePath: string, signal: AbortSignal): Promise<string> => {
  const hash = createHash('sha256')
  await forEachChunk(filePath, signal, chunk => {
    hash.update(chunk)
  })
  return hash.digest('hex')
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

/**
 * Copies a file to its place in the data folder unless it is there; what is copied is hashed again on the way.
 * @throws unreadable when the file has changed since it was hashed
 */
export const storeFile = async (
  source: { readonly path: string; readonly sha256: string; readonly sizeBytes: number },
  target: string,
  signal: AbortSignal
): Promise<void> => {
  if (await isThere(target, source.sizeBytes)) return
  await writeAtomically(target, 'kept', async file => {
    const hash = createHash('sha256')
    await forEachChunk(source.path, signal, async chunk => {
      hash.update(chunk)
      await file.write(chunk)
    })
    if (hash.digest('hex') === source.sha256) return
    const file_ = path.basename(source.path)
    const reason = 'it changed while it was read'
    throw new AppError('unreadable', `${file_}: ${reason}`, { file: file_, reason })
  })
}
