import { AppError } from '../../../contract/errors.ts'

/** Collects arrays of numbers into one byte string. */
export interface ArrayWriter {
  readonly write: (values: Float64Array | Float32Array) => void
  readonly bytes: () => Uint8Array
}

/** Gives the arrays back in the order in which they were written. */
export interface ArrayReader {
  readonly float64: () => Float64Array
  readonly float32: () => Float32Array
}

const ALIGNMENT = 8

/** Writer of arrays, each behind its length, aligned to 8 bytes; little-endian, as every platform here is. */
export const createArrayWriter = (): ArrayWriter => {
  const parts: Uint8Array[] = []
  return {
    write: values => {
      const padded = new Uint8Array(ALIGNMENT + Math.ceil(values.byteLength / ALIGNMENT) * ALIGNMENT)
      new DataView(padded.buffer).setUint32(0, values.length, true)
      padded.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), ALIGNMENT)
      parts.push(padded)
    },
    bytes: () => {
      const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
      let at = 0
      for (const part of parts) {
        all.set(part, at)
        at += part.length
      }
      return all
    }
  }
}

/**
 * Reader of what `createArrayWriter` wrote.
 * @throws AppError unreadable, from its functions, where the bytes end too early
 */
export const createArrayReader = (bytes: Uint8Array): ArrayReader => {
  let at = 0
  const next = (width: number): ArrayBuffer => {
    if (at + ALIGNMENT > bytes.length)
      throw new AppError('unreadable', 'The numbers of the model end too early')
    const length = new DataView(bytes.buffer, bytes.byteOffset + at).getUint32(0, true)
    const from = at + ALIGNMENT
    const size = length * width
    if (from + size > bytes.length) throw new AppError('unreadable', 'The numbers of the model end too early')
    at = from + Math.ceil(size / ALIGNMENT) * ALIGNMENT
    const copy = new ArrayBuffer(size)
    new Uint8Array(copy).set(bytes.subarray(from, from + size))
    return copy
  }
  return { float64: () => new Float64Array(next(8)), float32: () => new Float32Array(next(4)) }
}
