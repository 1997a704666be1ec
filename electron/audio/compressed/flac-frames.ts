import type { ByteSource } from '../byte-source.ts'
import { fileError } from '../errors.ts'
import type { AudioInfo } from '../types.ts'
import { firstSampleOf, LONGEST_HEADER_BYTES, parseFrameHeader } from './flac-header.ts'
import type { FlacPlace, FlacStream } from './flac-header.ts'

const READ_BYTES = 256 * 1024
// 65,535 samples of 8 channels with 32 bits, and some.
const LARGEST_FRAME_BYTES = 4 * 1024 * 1024
const ID3V1_BYTES = 128

const CRC16 = Uint16Array.from({ length: 256 }, (_, byte) => {
  let crc = byte << 8
  for (let bit = 0; bit < 8; bit++) crc = crc & 0x8000 ? (crc << 1) ^ 0x8005 : crc << 1
  return crc
})

/** Whether a frame's last two bytes are the CRC-16 of the rest, polynomial x^16 + x^15 + x^2 + 1. */
const isIntact = (frame: Uint8Array): boolean => {
  let crc = 0
  for (const byte of frame) crc = ((crc << 8) & 0xffff) ^ (CRC16[(crc >> 8) ^ byte] ?? 0)
  return crc === 0
}

// The last frame ends where the file ends, or before a tag of the old kind.
const lastFrame = (bytes: Uint8Array): Uint8Array | null => {
  if (isIntact(bytes)) return bytes
  const withoutTag = bytes.subarray(0, Math.max(0, bytes.length - ID3V1_BYTES))
  return withoutTag.length > 0 && isIntact(withoutTag) ? withoutTag : null
}

type Search =
  | { readonly kind: 'frame'; readonly frame: Uint8Array; readonly used: number; readonly following: number }
  | { readonly kind: 'more' }
  | { readonly kind: 'broken' }
  | { readonly kind: 'cut' }

// A frame does not state its length: it ends where the header of the next one, by its number, begins.
const firstFrame = (bytes: Uint8Array, sample: number, stream: FlacStream, isAtEnd: boolean): Search => {
  const header = parseFrameHeader(bytes, 0)
  if (!header && bytes.length < LONGEST_HEADER_BYTES) return { kind: isAtEnd ? 'cut' : 'more' }
  if (!header || firstSampleOf(header, stream) !== sample) return { kind: 'broken' }
  const following = sample + header.blockSize
  for (let at = bytes.indexOf(0xff, header.bytes); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const next = parseFrameHeader(bytes, at)
    if (!next || firstSampleOf(next, stream) !== following) continue
    const frame = bytes.subarray(0, at)
    return isIntact(frame) ? { kind: 'frame', frame, used: at, following } : { kind: 'broken' }
  }
  if (!isAtEnd) return { kind: bytes.length < LARGEST_FRAME_BYTES ? 'more' : 'broken' }
  const frame = lastFrame(bytes)
  return frame ? { kind: 'frame', frame, used: bytes.length, following } : { kind: 'cut' }
}

/**
 * The frames of a FLAC file, whole and in order, from one that begins at `place`; checked against their
 * checksums and numbers, so that nothing is skipped unnoticed. Ends with the file, or where it is cut off.
 * @throws unreadable: damaged, with the time
 */
export async function* flacFrames(
  source: ByteSource,
  info: AudioInfo,
  stream: FlacStream,
  place: FlacPlace
): AsyncGenerator<Uint8Array> {
  let pending: Uint8Array = new Uint8Array(0)
  let { offset, sample } = place
  while (info.frames === 0 || sample < info.frames) {
    const search = firstFrame(pending, sample, stream, offset >= source.size)
    if (search.kind === 'cut') return
    if (search.kind === 'broken') {
      const atS = sample / info.sampleRateHz
      throw fileError('unreadable', source.path, `the file is damaged at ${atS.toFixed(1)} s`, { atS })
    }
    if (search.kind === 'more') {
      const more = await source.read(offset, READ_BYTES)
      offset += more.length
      const joined = new Uint8Array(pending.length + more.length)
      joined.set(pending)
      joined.set(more, pending.length)
      pending = joined
      continue
    }
    yield search.frame
    pending = pending.subarray(search.used)
    sample = search.following
  }
}
