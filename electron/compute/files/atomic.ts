import { randomUUID } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import path from 'node:path'

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

/**
 * Writes a file beside its place and renames it there, so that it is there whole or not at all; nothing is left
 * when `write` fails. With `kept`, file and folder entry are on the disk when this resolves.
 */
export const writeAtomically = async (
  filePath: string,
  durability: Durability,
  write: (file: FileHandle) => Promise<void>
): Promise<void> => {
  const folder = path.dirname(filePath)
  await mkdir(folder, { recursive: true })
  const temporary = `${filePath}.${randomUUID()}${TEMPORARY_SUFFIX}`
  try {
    const handle = await open(temporary, 'wx')
    try {
      await write(handle)
      if (durability === 'kept') await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(temporary, filePath)
    if (durability === 'kept') await syncFolder(folder)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}
