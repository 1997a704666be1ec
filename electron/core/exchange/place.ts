import { realpath, stat } from 'node:fs/promises'
import path from 'node:path'
import { AppError, FILE_EXTENSION, type SystemInfo } from '../../contract/index.ts'
import { systemReason } from '../system/reason.ts'

/** Paths of this computer are for callers that sit at it. @throws AppError unauthorised */
export const assertPaths = ({ canReadPaths }: Pick<SystemInfo, 'canReadPaths'>): void => {
  if (canReadPaths) return
  throw new AppError('unauthorised', 'Files of the computer that Earshot runs on are not opened from here')
}

const isFolder = (place: string): Promise<boolean> =>
  stat(place).then(
    facts => facts.isDirectory(),
    () => false
  )

/**
 * The file that an export writes, from what a person named: a folder gets `fileName`, a file its ending. The folder
 * has to be there, and the data folder is not for this.
 * @throws AppError invalid, unreadable
 */
export const exportPlace = async (chosen: string, fileName: string, dataDir: string): Promise<string> => {
  if (!path.isAbsolute(chosen)) {
    throw new AppError('invalid', `${chosen} does not say from where on it is meant`, { path: chosen })
  }
  const named = path.normalize(chosen)
  const inFolder = (await isFolder(named)) ? path.join(named, fileName) : named
  const place = inFolder.toLowerCase().endsWith(FILE_EXTENSION) ? inFolder : `${inFolder}${FILE_EXTENSION}`
  if (await isFolder(place)) throw new AppError('invalid', `${place} is a folder`, { path: place })
  const parent = path.dirname(place)
  const refused = (reason: string, cause?: unknown): AppError =>
    new AppError(
      'unreadable',
      `The machine cannot be written to ${parent}: ${reason}`,
      { path: place },
      { cause }
    )
  const folder = await realpath(parent).catch((cause: unknown) => {
    throw refused(systemReason(cause), cause)
  })
  if (!(await isFolder(folder))) throw refused('it is not a folder')
  const within = path.relative(await realpath(dataDir), folder)
  if (within === '' || !(within.startsWith('..') || path.isAbsolute(within))) {
    throw new AppError('invalid', 'The data folder of Earshot is no place for an exported machine', {
      path: place
    })
  }
  return path.join(folder, path.basename(place))
}
