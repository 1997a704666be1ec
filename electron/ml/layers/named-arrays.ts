import { AppError } from '../../contract/errors.ts'

const MAGIC = 0x31574145 // "EAW1", little-endian
const ALIGNMENT = 8

interface Header {
  readonly name: string
  readonly length: number
}

/** Arrays by name as one byte string: magic, length of the header, header (JSON), then the numbers one by one. */
export const writeNamedArrays = (arrays: ReadonlyMap<string, Float32Array>): Uint8Array => {
  const entries = [...arrays].map(([name, values]): Header => ({ name, length: values.length }))
  const header = new TextEncoder().encode(JSON.stringify(entries))
  const start = aligned(ALIGNMENT + header.length)
  const count = entries.reduce((sum, { length }) => sum + length, 0)
  const bytes = new Uint8Array(start + 4 * count)
  const view = new DataView(bytes.buffer)
  view.setUint32(0, MAGIC, true)
  view.setUint32(4, header.length, true)
  bytes.set(header, ALIGNMENT)
  const numbers = new Float32Array(bytes.buffer, start)
  let at = 0
  for (const values of arrays.values()) {
    numbers.set(values, at)
    at += values.length
  }
  return bytes
}

/**
 * The arrays that `writeNamedArrays` wrote.
 * @throws AppError unreadable
 */
export const readNamedArrays = (bytes: Uint8Array): Map<string, Float32Array> => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (bytes.length < ALIGNMENT || view.getUint32(0, true) !== MAGIC) throw damaged()
  const length = view.getUint32(4, true)
  const start = aligned(ALIGNMENT + length)
  if (start > bytes.length) throw damaged()
  const entries = parseHeader(new TextDecoder().decode(bytes.subarray(ALIGNMENT, ALIGNMENT + length)))
  const count = entries.reduce((sum, entry) => sum + entry.length, 0)
  if (start + 4 * count !== bytes.length) throw damaged()
  // A copy: the bytes may start anywhere in a larger buffer. Not slice(): that of a Buffer copies nothing.
  const numbers = new Float32Array(new Uint8Array(bytes.subarray(start)).buffer)
  let at = 0
  return new Map(
    entries.map(({ name, length }) => {
      at += length
      return [name, numbers.slice(at - length, at)]
    })
  )
}

const aligned = (size: number): number => Math.ceil(size / ALIGNMENT) * ALIGNMENT

const damaged = (cause?: unknown): AppError =>
  new AppError('unreadable', 'The saved numbers are damaged', {}, { cause })

const parseHeader = (text: string): Header[] => {
  let parsed: unknown
  try {
    parsed = JSON.parse(text)
  } catch (cause) {
    throw damaged(cause)
  }
  if (!Array.isArray(parsed) || !parsed.every(isEntry)) throw damaged()
  return parsed
}

const isEntry = (entry: unknown): entry is Header =>
  typeof entry === 'object' &&
  entry !== null &&
  typeof Reflect.get(entry, 'name') === 'string' &&
  Number.isSafeInteger(Reflect.get(entry, 'length'))
