import type { ByteSource } from '../byte-source.ts'
import { fileError } from '../errors.ts'
import type { AudioInfo } from '../types.ts'
import { parseStreamInfo } from './parse-flac.ts'

const FIRST_PAGE_BYTES = 512
// The largest page has 255 segments of 255 bytes and a 282-byte header.
const LARGEST_PAGE_BYTES = 65_307
const LAST_PAGE_FLAG = 4
const OPUS_RATE_HZ = 48_000

const text = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to))

interface OggCodec {
  readonly codec: string
  readonly sampleRateHz: number
  readonly channels: number
  readonly bitDepth: number | null
  /** Samples at the start that are not played. */
  readonly preSkip: number
}

const parseCodec = (packet: Uint8Array, path: string): OggCodec => {
  const view = new DataView(packet.buffer, packet.byteOffset, packet.byteLength)
  if (packet.length >= 16 && text(packet, 1, 7) === 'vorbis') {
    const sampleRateHz = view.getUint32(12, true)
    return { codec: 'vorbis', sampleRateHz, channels: view.getUint8(11), bitDepth: null, preSkip: 0 }
  }
  if (packet.length >= 12 && text(packet, 0, 8) === 'OpusHead') {
    const preSkip = view.getUint16(10, true)
    return { codec: 'opus', sampleRateHz: OPUS_RATE_HZ, channels: view.getUint8(9), bitDepth: null, preSkip }
  }
  if (packet.length >= 51 && text(packet, 1, 5) === 'FLAC') {
    const { sampleRateHz, channels, bitDepth } = parseStreamInfo(packet.subarray(17), path)
    return { codec: 'flac', sampleRateHz, channels, bitDepth, preSkip: 0 }
  }
  const known = text(packet, 0, 8).startsWith('Speex') ? 'Speex' : 'a codec that is not known'
  throw fileError('unsupported', path, `it is an Ogg file with ${known}; Vorbis, Opus and FLAC are read`)
}

interface LastPage {
  readonly granule: number
  readonly isEnd: boolean
}

const findLastPage = (tail: Uint8Array): LastPage | null => {
  const view = new DataView(tail.buffer, tail.byteOffset, tail.byteLength)
  for (let at = tail.length - 27; at >= 0; at--) {
    if (view.getUint32(at) !== 0x4f676753 || view.getUint8(at + 4) !== 0) continue
    const segments = view.getUint8(at + 26)
    if (at + 27 + segments > tail.length) continue
    let length = 27 + segments
    for (let index = 0; index < segments; index++) length += view.getUint8(at + 27 + index)
    // A page that reaches beyond the end is the place where the file was cut.
    const isWhole = at + length <= tail.length
    const granule = Number(view.getBigInt64(at + 6, true))
    if (granule < 0) continue
    return { granule, isEnd: isWhole && (view.getUint8(at + 5) & LAST_PAGE_FLAG) !== 0 }
  }
  return null
}

/**
 * Reads the first and the last page of an Ogg file (RFC 3533).
 * @throws unreadable: no last page (the file is cut off); unsupported: other codecs
 */
export const parseOgg = async (source: ByteSource): Promise<AudioInfo> => {
  const first = await source.read(0, FIRST_PAGE_BYTES)
  const segments = first[26] ?? 0
  const codec = parseCodec(first.subarray(27 + segments), source.path)
  const tail = await source.read(Math.max(0, source.size - LARGEST_PAGE_BYTES), LARGEST_PAGE_BYTES)
  const last = findLastPage(tail)
  if (!last?.isEnd)
    throw fileError('unreadable', source.path, 'the file is cut off: its last part is missing')
  const { preSkip, sampleRateHz, ...rest } = codec
  const frames = Math.max(0, last.granule - preSkip)
  const durationS = sampleRateHz > 0 ? frames / sampleRateHz : 0
  return { container: 'ogg', sampleRateHz, ...rest, frames, durationS }
}
