import { open, readdir, rename } from 'node:fs/promises'
import path from 'node:path'

/** Resolves when a file, or the names in a folder, are on the disk. */
export const syncPath = async (target: string): Promise<void> => {
  // Windows cannot open folders for this, and needs it less: renames are journalled there.
  if (process.platform === 'win32') return
  const handle = await open(target, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Moves a finished folder to its place, durably: content first, then the folder, then its name. */
export const commitFolder = async (from: string, to: string): Promise<void> => {
  for (const entry of await readdir(from, { recursive: true })) await syncPath(path.join(from, entry))
  await syncPath(from)
  await rename(from, to)
  await syncPath(path.dirname(to))
}

/** The same for a file. */
export const commitFile = async (from: string, to: string): Promise<void> => {
  await syncPath(from)
  await rename(from, to)
  await syncPath(path.dirname(to))
}
