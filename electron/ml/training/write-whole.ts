import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { storageError } from '../storage-error.ts'

export interface WholeFile {
  readonly file: string
  readonly bytes: Uint8Array
  /** Begins the sentence of an error: "The training cannot be kept". */
  readonly failure: string
  /** Whether it must survive a power cut. */
  readonly isSynced: boolean
}

/**
 * Writes a file beside its place and renames it: it is there whole, or what was there before is untouched. A disk that
 * fills up takes the first part of a write without an error, so what it took is counted (as writeFile does).
 * @throws AppError conflict where it cannot be written
 */
export const writeWhole = async ({ file, bytes, failure, isSynced }: WholeFile): Promise<void> => {
  const folder = path.dirname(file)
  const temporary = `${file}.${randomUUID()}.tmp`
  try {
    await mkdir(folder, { recursive: true })
    const handle = await open(temporary, 'wx')
    try {
      await handle.writeFile(bytes)
      if (isSynced) await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, file)
  } catch (cause) {
    // Where even this fails the first error says more.
    await rm(temporary, { force: true }).catch(() => undefined)
    throw storageError(failure, folder, cause)
  }
}
