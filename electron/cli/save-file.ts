import { AppError } from '../contract/errors.ts'
import { replaceFile } from '../files/replace-file.ts'

/** Writes a result, whole or not at all; folders on the way are made. @throws AppError unreadable */
export const saveFile = (file: string, content: string | Uint8Array): void => {
  try {
    replaceFile(file, content)
  } catch (cause) {
    const { code = 'unknown reason' } = cause as NodeJS.ErrnoException
    throw new AppError('unreadable', `${file} could not be written (${code})`, { file }, { cause })
  }
}
