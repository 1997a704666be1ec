import type { ErrorCode } from '../contract/errors.ts'

const STATUS: Readonly<Record<ErrorCode, number>> = {
  invalid: 400,
  'not-found': 404,
  conflict: 409,
  unreadable: 422,
  unsupported: 422,
  'too-few-normals': 409,
  'degenerate-normals': 409,
  cancelled: 409,
  busy: 409,
  unauthorised: 401,
  'engine-missing': 503,
  'engine-lost': 502,
  'compute-lost': 502,
  'newer-store': 409,
  internal: 500
}

/** The HTTP status that goes with an error code. */
export const httpStatus = (code: ErrorCode): number => STATUS[code]
