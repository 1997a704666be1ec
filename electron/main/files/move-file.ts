import { copyFile, rename, rm } from 'node:fs/promises'

/** Moves a file to a place that may lie on another disk; the place holds the whole file or is left as it was. */
export const moveFile = async (from: string, to: string): Promise<void> => {
  const part = `${to}.part`
  try {
    await rename(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EXDEV') throw error
    try {
      await copyFile(from, part)
      await rename(part, to)
    } catch (cause) {
      await rm(part, { force: true })
      throw cause
    }
    await rm(from, { force: true })
  }
}
