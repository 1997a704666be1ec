import { mkdir, open, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { syncPath } from './durable.ts'
import { storageError } from './storage-error.ts'
import { besideOf } from './temporary.ts'

/** How long a file must survive: `kept` through a power cut, `cache` only whole or not at all. */
export type Durability = 'kept' | 'cache'

/** What is done to the disk: it tells the failure of that in a sentence, and only of that. */
type OnDisk = <T>(work: Promise<T>) => Promise<T>

const onDiskOf =
  (file: string, failure: string | undefined): OnDisk =>
  async work => {
    try {
      return await work
    } catch (error) {
      throw storageError(error, path.dirname(file), failure)
    }
  }

const placeWhole = async (
  file: string,
  durability: Durability,
  onDisk: OnDisk,
  make: (temporary: string) => Promise<void>
): Promise<void> => {
  const folder = path.dirname(file)
  const temporary = besideOf(file)
  try {
    await onDisk(mkdir(folder, { recursive: true }))
    await make(temporary)
    await onDisk(rename(temporary, file))
    if (durability === 'kept') await onDisk(syncPath(folder))
  } catch (error) {
    // Where even this fails the first error says more, and the sweep at the next start removes the rest.
    await rm(temporary, { force: true }).catch(() => undefined)
    throw error
  }
}

/**
 * Has a file made beside its place (`make` gets the path there) and renames it, so that it is there whole or not
 * at all; nothing is left when `make` fails. With `kept`, the folder's entry is on the disk when this resolves.
 * @throws conflict, with isStorageError in its details, when the place cannot be written
 */
export const makeAtomically = (
  file: string,
  durability: Durability,
  make: (temporary: string) => Promise<void>
): Promise<void> => {
  const onDisk = onDiskOf(file, undefined)
  return placeWhole(file, durability, onDisk, temporary => onDisk(make(temporary)))
}

/** A file that is being written, one piece after the other. */
export interface OpenFile {
  /** Resolves when all of it was taken. */
  readonly write: (data: ArrayBufferView | string) => Promise<void>
}

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength)

/**
 * `makeAtomically` by writing to an open file, which with `kept` is on the disk before it gets its name. `failure`
 * begins the sentence of an error: "Features cannot be kept". What else `write` throws comes through as it is.
 */
export const writeAtomically = (
  file: string,
  durability: Durability,
  write: (file: OpenFile) => Promise<void>,
  failure?: string
): Promise<void> => {
  const onDisk = onDiskOf(file, failure)
  return placeWhole(file, durability, onDisk, async temporary => {
    const handle = await onDisk(open(temporary, 'wx'))
    try {
      // A disk that fills up takes the first part of a write without an error: appendFile counts what it took.
      await write({
        write: data => onDisk(handle.appendFile(typeof data === 'string' ? data : bytesOf(data)))
      })
      if (durability === 'kept') await onDisk(handle.sync())
    } finally {
      await onDisk(handle.close())
    }
  })
}
