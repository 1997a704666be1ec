import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import writeFileAtomic from 'write-file-atomic'
import { AppError } from '../contract/errors.ts'

/** Writes a result beside its place and renames it there; folders on the way are made. @throws unreadable */
export const saveFile = async (file: string, content: string | Uint8Array): Promise<void> => {
  const place = path.resolve(file)
  try {
    await mkdir(path.dirname(place), { recursive: true })
    await writeFileAtomic(place, typeof content === 'string' ? content : Buffer.from(content))
  } catch (cause) {
    const { code = 'unknown reason' } = cause as NodeJS.ErrnoException
    throw new AppError('unreadable', `${file} could not be written (${code})`, { file }, { cause })
  }
}
