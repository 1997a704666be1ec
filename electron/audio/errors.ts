import path from 'node:path'
import { AppError } from '../contract/errors.ts'
import type { ErrorCode } from '../contract/errors.ts'

/** An error that names the file and, as a plain sentence part, the reason; both are in the details as well. */
export const fileError = (
  code: ErrorCode,
  filePath: string,
  reason: string,
  facts: Readonly<Record<string, unknown>> = {},
  cause?: unknown
): AppError =>
  new AppError(
    code,
    `${path.basename(filePath)}: ${reason}`,
    { ...facts, file: path.basename(filePath), reason },
    cause === undefined ? undefined : { cause }
  )

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'the file is not there',
  ENOTDIR: 'the file is not there',
  EACCES: 'no permission to read it',
  EPERM: 'no permission to read it',
  EISDIR: 'it is a folder, not a file',
  EMFILE: 'too many files are open',
  ENAMETOOLONG: 'its name is too long',
  EBUSY: 'another program holds it',
  EIO: 'the disk cannot read it'
}

/** The AppError for what Node's file functions threw; an AppError and an abort pass unchanged. */
export const fromFileSystemError = (error: unknown, filePath: string): unknown => {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') return error
  if (error instanceof AppError) return error
  const reason = REASONS[error.code] ?? `it cannot be read (${error.code})`
  return fileError('unreadable', filePath, reason, { systemCode: error.code }, error)
}

/** "cut off" with both durations, one decimal; two where the rounded ones would be the same. */
export const cutOffReason = (thereS: number, claimedS: number): string => {
  const digits = thereS.toFixed(1) === claimedS.toFixed(1) ? 3 : 1
  return `the file is cut off: ${thereS.toFixed(digits)} s of ${claimedS.toFixed(digits)} s are there`
}
