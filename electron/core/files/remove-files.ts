import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { CoreContext } from '../context.ts'

const CACHES = ['features', 'peaks', 'listen']

const isGone = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')

const namesIn = async (folder: string): Promise<string[]> =>
  readdir(folder).catch((error: unknown) => {
    if (isGone(error)) return []
    throw error
  })

const removeCache = async (root: string, sha256: string): Promise<void> => {
  for (const cache of CACHES) {
    const folder = path.join(root, 'cache', cache, sha256.slice(0, 2))
    for (const name of await namesIn(folder)) {
      if (name.startsWith(sha256)) await rm(path.join(folder, name), { force: true })
    }
  }
}

/** Removes stored files that no recording needs any more, with what was derived from them. Holds no lock. */
export const removeUnusedFiles = async (
  { store, folder }: CoreContext,
  storedPaths: readonly string[]
): Promise<void> => {
  const inUse = await store.recordings.storedPathsInUse(storedPaths)
  for (const storedPath of new Set(storedPaths)) {
    if (inUse.has(storedPath)) continue
    await rm(folder.at(storedPath), { force: true })
    await removeCache(folder.root, path.posix.basename(storedPath).split('.')[0] ?? '')
  }
}
