import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '../../contract/errors.ts'

/** How long a file must survive: `kept` through a power cut, `cache` only whole or not at all. */
export type Durability = 'kept' | 'cache'

/** Ends with this: what a killed process leaves is recognised by it, and swept by the core. */
const TEMPORARY_SUFFIX = '.tmp'

const syncFolder = async (folder: string): Promise<void> => {
  // Windows cannot open folders; its rename is durable together with the file's metadata.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EROFS: 'the disk can only be read',
  EACCES: 'no permission to write there',
  EPERM: 'no permission to write there',
  ENOTDIR: 'a file stands where a folder should be'
}

/** True for the error of a place that cannot be written: it ends a task, since the next file fares no better. */
export const isStorageError = (details: Readonly<Record<string, unknown>> | undefined): boolean =>
  details?.isStorageError === true

/** The error of a place that cannot be written, as a sentence; any other error as it is. */
export const storageError = (error: unknown, filePath: string): unknown => {
  if (error instanceof AppError || !(error instanceof Error)) return error
  if (!('code' in error) || typeof error.code !== 'string') return error
  const folder = path.dirname(filePath)
  const reason = REASONS[error.code] ?? error.code
  return new AppError(
    'conflict',
    `${folder} cannot be written: ${reason}`,
    { folder, reason, systemCode: error.code, isStorageError: true },
    { cause: error }
  )
}

/**
 * Has a file made beside its place (`make` gets the path there) and renames it, so that it is there whole or not
 * at all; nothing is left when `make` fails. With `kept`, the folder's entry is on the disk when this resolves.
 * @throws conflict, with isStorageError in its details, when the place cannot be written
 */
export const makeAtomically = async (
  filePath: string,
  durability: Durability,
  make: (temporary: string) => Promise<void>
): Promise<void> => {
  const folder = path.dirname(filePath)
  const temporary = `${filePath}.${randomUUID()}${TEMPORARY_SUFFIX}`
  try {
    await mkdir(folder, { recursive: true })
    await make(temporary)
    await rename(temporary, filePath)
    if (durability === 'kept') await syncFolder(folder)
  } catch (error) {
    // Where even this fails the first error says more, and the sweep at the next start removes the rest.
    await rm(temporary, { force: true }).catch(() => undefined)
    throw storageError(error, filePath)
  }
}

/** A file that is being written, one piece after the other. */
export interface OpenFile {
  /** Resolves when all of it was taken. */
  readonly write: (data: ArrayBufferView | string) => Promise<void>
}

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)

/** `makeAtomically` by writing to an open file, which with `kept` is on the disk before it gets its name. */
export const writeAtomically = (
  filePath: string,
  durability: Durability,
  write: (file: OpenFile) => Promise<void>
): Promise<void> =>
  makeAtomically(filePath, durability, async temporary => {
    const handle = await open(temporary, 'wx')
    try {
      // A disk that fills up takes the first part of a write without an error: appendFile counts what it took.
      await write({ write: data => handle.appendFile(typeof data === 'string' ? data : bytesOf(data)) })
      if (durability === 'kept') await handle.sync()
    } finally {
      await handle.close()
    }
  })
