import type { ByteSource } from '../byte-source.ts'
import { fileError } from '../errors.ts'

/** What a FLAC frame's header states (RFC 9639, 9.1). */
export interface FlacFrameHeader {
  /** Length of the header with its checksum. */
  readonly bytes: number
  /** Frame number, or, with variable block sizes, number of the first sample. */
  readonly number: number
  readonly isVariable: boolean
  readonly blockSize: number
}

/** What is the same for all frames of a file. */
export interface FlacStream {
  /** Where the first frame is. */
  readonly offset: number
  /** Samples of each frame but the last, with fixed block sizes. */
  readonly blockSize: number
  /** Number of the first sample: not 0 in what was cut out of a longer stream. */
  readonly base: number
  readonly largestFrameBytes: number
}

/** A frame's first byte in the file and its first sample. */
export interface FlacPlace {
  readonly offset: number
  readonly sample: number
}

/** No frame header is longer. */
export const LONGEST_HEADER_BYTES = 16

/** CRC-8 of a frame header, polynomial x^8 + x^2 + x + 1. */
const crc8 = (bytes: Uint8Array): number => {
  let crc = 0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 128 ? ((crc << 1) ^ 7) & 255 : crc << 1
  }
  return crc
}

// Numbers are coded as in UTF-8, with up to 7 bytes.
const readNumber = (bytes: Uint8Array, at: number): { value: number; length: number } | null => {
  const first = bytes[at] ?? 255
  if (first < 128) return { value: first, length: 1 }
  const length = Math.clz32(~(first << 24))
  if (length < 2 || length > 7) return null
  let value = first & (127 >> length)
  for (let index = 1; index < length; index++) {
    const next = bytes[at + index] ?? 0
    if (next >> 6 !== 2) return null
    value = value * 64 + (next & 63)
  }
  return { value, length }
}

const blockSizeOf = (code: number, bytes: Uint8Array, at: number): number => {
  if (code === 1) return 192
  if (code <= 5) return 576 << (code - 2)
  if (code === 6) return (bytes[at] ?? 0) + 1
  if (code === 7) return (((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)) + 1
  return 256 << (code - 8)
}

/** The frame header at `at`, or null where there is none whose checksum is right. */
export const parseFrameHeader = (bytes: Uint8Array, at: number): FlacFrameHeader | null => {
  const sync = bytes[at + 1] ?? 0
  const sizes = bytes[at + 2] ?? 0
  const format = bytes[at + 3] ?? 1
  if (bytes[at] !== 0xff || sync >> 1 !== 0x7c || (format & 1) === 1) return null
  const blockCode = sizes >> 4
  const rateCode = sizes & 15
  const number = readNumber(bytes, at + 4)
  if (!number || blockCode === 0 || rateCode === 15) return null
  const sizeAt = at + 4 + number.length
  const blockBytes = blockCode === 6 ? 1 : blockCode === 7 ? 2 : 0
  const checked = 4 + number.length + blockBytes + (rateCode === 12 ? 1 : rateCode > 12 ? 2 : 0)
  if (crc8(bytes.subarray(at, at + checked)) !== bytes[at + checked]) return null
  const blockSize = blockSizeOf(blockCode, bytes, sizeAt)
  return { bytes: checked + 1, number: number.value, isVariable: (sync & 1) === 1, blockSize }
}

/** First sample of a frame, counted from the first one of the file. */
export const firstSampleOf = (header: FlacFrameHeader, { blockSize, base }: FlacStream): number =>
  (header.isVariable ? header.number : header.number * blockSize) - base

const MAX_METADATA_BLOCKS = 10_000

/**
 * Passes over a file's metadata to its first frame. `start` is the place of its signature.
 * @throws unreadable: it ends before, or has no frame there
 */
export const findFlacStream = async (source: ByteSource, start: number): Promise<FlacStream> => {
  const facts = await source.read(start + 8, 10)
  const largest = new DataView(facts.buffer, facts.byteOffset, facts.byteLength).getUint32(6) & 0xffffff
  let offset = start + 4
  for (let count = 0; count < MAX_METADATA_BLOCKS; count++) {
    const [kind = 0x80, a = 0, b = 0, c = 0] = await source.read(offset, 4)
    offset += 4 + a * 65_536 + b * 256 + c
    if ((kind & 0x80) !== 0) break
  }
  const header = parseFrameHeader(await source.read(offset, LONGEST_HEADER_BYTES), 0)
  if (!header) {
    const reason =
      offset >= source.size
        ? 'the file is cut off: it ends before its sound begins'
        : 'the file is damaged at its start'
    throw fileError('unreadable', source.path, reason)
  }
  const { blockSize, isVariable, number } = header
  return { offset, blockSize, base: isVariable ? number : number * blockSize, largestFrameBytes: largest }
}
