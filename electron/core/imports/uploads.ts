import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { AppError } from '../../contract/index.ts'
import type { DataFolder } from '../files/data-folder.ts'
import { systemCode } from '../system/reason.ts'

const UPLOAD_ID = /^[A-Za-z0-9_-]{1,64}$/

const segmentsOf = (relativePath: string): string[] => {
  const segments = relativePath.split(/[/\\]/).filter(segment => segment !== '' && segment !== '.')
  const isBad = segments.some(
    segment => segment === '..' || segment.includes('\0') || /^[A-Za-z]:$/.test(segment)
  )
  if (isBad || segments.length === 0) {
    throw new AppError('invalid', 'The name of an uploaded file leads out of its folder', { relativePath })
  }
  return segments
}

/**
 * Stores one uploaded file under uploads/<id>/, whole or not at all; nothing outside of that folder is touched.
 * @throws AppError invalid
 */
export const storeUpload = async (
  folder: DataFolder,
  uploadId: string,
  relativePath: string,
  content: Readable
): Promise<void> => {
  if (!UPLOAD_ID.test(uploadId)) throw new AppError('invalid', 'This is no upload id', { uploadId })
  const target = path.join(folder.upload(uploadId), ...segmentsOf(relativePath))
  // Hidden, so that a plan made meanwhile passes over it.
  const partial = path.join(path.dirname(target), `.${randomUUID()}.part`)
  try {
    await mkdir(path.dirname(target), { recursive: true })
    await pipeline(content, createWriteStream(partial))
    await rename(partial, target)
  } catch (cause) {
    await rm(partial, { force: true })
    if (systemCode(cause) === 'ENAMETOOLONG') {
      throw new AppError('invalid', 'The name of an uploaded file is too long', { relativePath }, { cause })
    }
    throw cause
  }
}
