import { AppError } from '../contract/errors.ts'

const REASONS: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'the disk quota is used up',
  EFBIG: 'the file would be larger than is allowed',
  EROFS: 'the disk can only be read',
  EACCES: 'no permission to write there',
  EPERM: 'no permission to write there',
  ENOTDIR: 'a file stands where a folder should be'
}

/** True for the error of a place that cannot be written: it ends a task, since the next file fares no better. */
export const isStorageError = (details: Readonly<Record<string, unknown>> | undefined): boolean =>
  details?.isStorageError === true

/**
 * The error of a place that cannot be written, as a sentence that begins with what failed ("Features cannot be kept")
 * where that is given; what is no error of the system comes back as it is.
 */
export const storageError = (error: unknown, folder: string, failure?: string): unknown => {
  if (error instanceof AppError || !(error instanceof Error)) return error
  if (!('code' in error) || typeof error.code !== 'string') return error
  const reason = REASONS[error.code] ?? error.code
  return new AppError(
    'conflict',
    failure === undefined ? `${folder} cannot be written: ${reason}` : `${failure} in ${folder}: ${reason}`,
    { folder, reason, systemCode: error.code, isStorageError: true },
    { cause: error }
  )
}
