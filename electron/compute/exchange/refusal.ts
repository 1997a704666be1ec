import { AppError } from '../../contract/errors.ts'

/** The error of a file that is no whole exported machine: `reason` ends the sentence, `entry` is the part meant. */
export const refusal = (fileName: string, reason: string, entry?: string, cause?: unknown): AppError =>
  new AppError(
    'unreadable',
    `${fileName} was not imported: ${reason}.`,
    { file: fileName, reason, ...(entry !== undefined && { entry }) },
    { cause }
  )
