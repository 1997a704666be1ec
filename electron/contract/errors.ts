/** The fixed list of reasons a call can fail for; callers switch on these, never on message text. */
export const ERROR_CODES = [
  'invalid',
  'not-found',
  'conflict',
  'unreadable',
  'unsupported',
  'too-few-normals',
  'degenerate-normals',
  'cancelled',
  'busy',
  'unauthorised',
  'engine-missing',
  'engine-lost',
  'compute-lost',
  'newer-store',
  'internal'
] as const

export type ErrorCode = (typeof ERROR_CODES)[number]

/**
 * What a failed call returns: a code to switch on, a sentence for a person, and facts. This file stays free of
 * zod (its schema is in error-schema.ts): compute processes and their threads load it at every start.
 */
export interface ErrorBody {
  code: ErrorCode
  message: string
  details?: Record<string, unknown> | undefined
}

/** The one error class of Earshot: everything else that is thrown is a defect and is answered as `internal`. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: Readonly<Record<string, unknown>>

  constructor(
    code: ErrorCode,
    message: string,
    details: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions
  ) {
    super(message, options)
    this.name = 'AppError'
    this.code = code
    this.details = details
  }
}

/** The error as plain data; what is not an AppError becomes `internal` with its message kept in the details. */
export const toErrorBody = (error: unknown): ErrorBody => {
  if (error instanceof AppError)
    return { code: error.code, message: error.message, details: { ...error.details } }
  if (error instanceof DOMException && error.name === 'AbortError')
    return { code: 'cancelled', message: 'Cancelled' }
  return { code: 'internal', message: 'Something unexpected failed; the log file has the details.' }
}

/** An AppError from plain data, for the other side of a process or network boundary. */
export const fromErrorBody = (body: ErrorBody): AppError =>
  new AppError(body.code, body.message, body.details)
