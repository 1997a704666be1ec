import type { ErrorBody } from '../../contract/errors.ts'
import type { FileJobName } from './file-jobs.ts'

/** What became of one file: an error costs the file, never the task. */
export type Outcome<T> =
  | { readonly isDone: true; readonly value: T }
  | { readonly isDone: false; readonly error: ErrorBody; readonly stack?: string | undefined }

export interface ThreadStart {
  readonly name: FileJobName
  readonly shared: unknown
}

export type ToThread =
  { readonly kind: 'file'; readonly index: number; readonly input: unknown } | { readonly kind: 'stop' }

export interface FromThread {
  readonly index: number
  readonly outcome: Outcome<unknown>
}

/** The buffers of typed arrays in an outcome, which are handed over instead of copied. */
export const buffersOf = (value: unknown): ArrayBuffer[] => {
  const buffers = new Set<ArrayBuffer>()
  const visit = (item: unknown): void => {
    if (ArrayBuffer.isView(item)) {
      if (item.buffer instanceof ArrayBuffer) buffers.add(item.buffer)
    } else if (Array.isArray(item)) {
      // An array of numbers holds no buffers, however long it is.
      if (typeof item[0] === 'object') item.forEach(visit)
    } else if (typeof item === 'object' && item !== null) Object.values(item).forEach(visit)
  }
  visit(value)
  return [...buffers]
}
