import type { ByteSource } from '../byte-source.ts'
import { fileError } from '../errors.ts'
import type { AudioInfo } from '../types.ts'

const MAX_BOXES = 10_000
const MAX_MOOV_BYTES = 64 * 1024 * 1024

interface Box {
  readonly type: string
  readonly body: Uint8Array
}

const uint32 = (bytes: Uint8Array, at: number): number =>
  at + 4 <= bytes.length ? new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0) : 0

const uint16 = (bytes: Uint8Array, at: number): number => uint32(bytes, at) >>> 16

const boxType = (bytes: Uint8Array, at: number): string =>
  String.fromCharCode(...bytes.subarray(at + 4, at + 8))

const childBoxes = (bytes: Uint8Array): Box[] => {
  const boxes: Box[] = []
  let at = 0
  while (at + 8 <= bytes.length && boxes.length < MAX_BOXES) {
    const size = uint32(bytes, at)
    if (size < 8) break
    boxes.push({ type: boxType(bytes, at), body: bytes.subarray(at + 8, at + size) })
    at += size
  }
  return boxes
}

const descend = (bytes: Uint8Array, ...path: readonly string[]): Uint8Array | null => {
  let body: Uint8Array | null = bytes
  for (const type of path) body = body && (childBoxes(body).find(box => box.type === type)?.body ?? null)
  return body
}

// Boxes of the whole file (ISO 14496-12, 4.2): the sound itself (mdat) is passed over, only moov is read.
const readMoov = async (source: ByteSource): Promise<Uint8Array> => {
  let offset = 0
  for (let count = 0; count < MAX_BOXES && offset + 8 <= source.size; count++) {
    const header = await source.read(offset, 16)
    const type = boxType(header, 0)
    const size32 = uint32(header, 0)
    const size64 = uint32(header, 8) * 2 ** 32 + uint32(header, 12)
    const size = size32 === 1 ? size64 : size32 === 0 ? source.size - offset : size32
    if (size < 8 || offset + size > source.size) {
      throw fileError('unreadable', source.path, `the file is cut off or damaged in its "${type}" part`)
    }
    if (type === 'moov') {
      if (size > MAX_MOOV_BYTES)
        throw fileError('unreadable', source.path, 'its header is larger than any real one')
      return source.read(offset + 8, size - 8)
    }
    offset += size
  }
  throw fileError('unreadable', source.path, 'the file is cut off: its table of contents is missing')
}

const isSound = (track: Uint8Array): boolean => {
  const handler = descend(track, 'mdia', 'hdlr')
  return handler !== null && String.fromCharCode(...handler.subarray(8, 12)) === 'soun'
}

const readDuration = (header: Uint8Array | null): { timescale: number; duration: number } => {
  if (!header) return { timescale: 0, duration: 0 }
  const isLong = header[0] === 1
  const timescale = uint32(header, isLong ? 20 : 12)
  const duration = isLong ? uint32(header, 24) * 2 ** 32 + uint32(header, 28) : uint32(header, 16)
  return { timescale, duration }
}

const ES_DESCRIPTOR = 3
const DECODER_CONFIG = 4
const DECODER_SPECIFIC = 5

// Sound entries state 2 channels by custom; AAC's own configuration is right (ISO 14496-1, 7.2.6; 14496-3, 1.6.2.1).
const aacChannels = (esds: Uint8Array): number | null => {
  let at = 4
  while (at + 2 <= esds.length) {
    const tag = esds[at++]
    while (((esds[at] ?? 0) & 0x80) !== 0) at++
    at++
    if (tag === ES_DESCRIPTOR) at += 3
    else if (tag === DECODER_CONFIG) at += 13
    else break
    if (tag !== DECODER_CONFIG || esds[at] !== DECODER_SPECIFIC) continue
    while (((esds[at + 1] ?? 0) & 0x80) !== 0) at++
    // Object type 5 bits, frequency index 4 bits (15: 24 bits more follow), channels 4 bits.
    const bits = uint16(esds, at + 2)
    const channels = (bits >> 3) & 15
    return ((bits >> 7) & 15) === 15 || channels === 0 || channels > 6 ? null : channels
  }
  return null
}

const channelsOf = (entry: Uint8Array): number => {
  const esds = childBoxes(entry.subarray(28)).find(box => box.type === 'esds')?.body
  return (esds && aacChannels(esds)) ?? uint16(entry, 16)
}

const CODECS: Readonly<Record<string, string>> = { mp4a: 'aac', alac: 'alac', Opus: 'opus', fLaC: 'flac' }

/**
 * Reads the headers of an MP4 or M4A file; its first sound track counts.
 * @throws unreadable: cut off, no sound
 */
export const parseMp4 = async (source: ByteSource): Promise<AudioInfo> => {
  const moov = await readMoov(source)
  const track = childBoxes(moov).find(box => box.type === 'trak' && isSound(box.body))?.body
  const entries = track && descend(track, 'mdia', 'minf', 'stbl', 'stsd')
  if (!track || !entries) throw fileError('unreadable', source.path, 'it holds no sound')
  const entry = childBoxes(entries.subarray(8))[0]
  if (!entry) throw fileError('unreadable', source.path, 'it holds no sound')
  if (childBoxes(moov).some(box => box.type === 'mvex')) {
    throw fileError('unsupported', source.path, 'it is a fragmented MP4 for streaming, which is not read')
  }
  const channels = channelsOf(entry.body)
  const { timescale, duration } = readDuration(descend(track, 'mdia', 'mdhd'))
  const sampleRateHz = uint16(entry.body, 24) || timescale
  const durationS = timescale > 0 ? duration / timescale : 0
  return {
    container: 'm4a',
    codec: CODECS[entry.type] ?? entry.type.trim(),
    sampleRateHz,
    channels,
    bitDepth: entry.type === 'alac' ? uint16(entry.body, 18) : null,
    frames: Math.round(durationS * sampleRateHz),
    durationS
  }
}
