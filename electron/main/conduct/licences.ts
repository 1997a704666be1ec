import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '../../contract/errors.ts'

/** The licences of all parts as packages carry them; in a checkout the project's own. */
const NAMES = ['licences.txt', 'LICENSE'] as const

/** The first of the licence texts in these folders. @throws AppError not-found */
export const readLicences = async (folders: readonly string[]): Promise<string> => {
  for (const folder of folders) {
    for (const name of NAMES) {
      try {
        return await readFile(path.join(folder, name), 'utf8')
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
      }
    }
  }
  throw new AppError('not-found', 'The texts of the licences are not in this installation')
}
