import { readdir, stat } from 'node:fs/promises'
import path from 'node:path'

export interface FileBelow {
  /** Relative to the folder, forward slashes. */
  readonly name: string
  readonly path: string
  readonly sizeBytes: number
}

/** All files below a folder, by name. */
export const filesBelow = async (folder: string): Promise<FileBelow[]> => {
  const names = (await readdir(folder, { recursive: true })).toSorted()
  const found = await Promise.all(
    names.map(async name => {
      const file = path.join(folder, name)
      return { name: name.replaceAll(path.sep, '/'), path: file, facts: await stat(file) }
    })
  )
  return found.flatMap(({ facts, ...file }) => (facts.isFile() ? [{ ...file, sizeBytes: facts.size }] : []))
}
