import { AppError } from '../contract/errors.ts'

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be larger than is allowed',
  EACCES: 'the folder is not writable',
  EPERM: 'the folder is not writable',
  EROFS: 'the disk is read-only',
  ENOTDIR: 'a file stands where a folder should be'
}

/** The error of a place that cannot be written; `what` begins the sentence: "The features cannot be kept". */
export const storageError = (what: string, folder: string, cause: unknown): AppError => {
  const systemCode = cause instanceof Error ? String(Reflect.get(cause, 'code')) : ''
  const reason = REASONS[systemCode] ?? (cause instanceof Error ? cause.message : String(cause))
  const details = { folder, reason, systemCode, isStorageError: true }
  return new AppError('conflict', `${what} in ${folder}: ${reason}`, details, { cause })
}
