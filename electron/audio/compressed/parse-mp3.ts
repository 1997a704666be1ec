import type { ByteSource } from '../byte-source.ts'
import { cutOffReason, fileError } from '../errors.ts'
import type { AudioInfo } from '../types.ts'
import { id3Length } from './parse-flac.ts'

interface Mp3Header {
  readonly version: 1 | 2 | 2.5
  readonly sampleRateHz: number
  readonly channels: number
  readonly frameBytes: number
  readonly frameSamples: number
}

const RATES_HZ: readonly number[] = [44_100, 48_000, 32_000]
const KBPS_V1: readonly number[] = [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
const KBPS_V2: readonly number[] = [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
const SYNC_SEARCH_BYTES = 64 * 1024
const DECODER_DELAY = 529

/** An MPEG audio layer III frame header (ISO 11172-3, 2.4.1.3) at `at`, or null. */
export const parseMp3Header = (bytes: Uint8Array, at: number): Mp3Header | null => {
  const [sync = 0, flags = 0, rates = 0, mode = 0] = bytes.subarray(at, at + 4)
  if (sync !== 0xff || (flags & 0xe0) !== 0xe0 || ((flags >> 1) & 3) !== 1) return null
  const version = ([2.5, null, 2, 1] as const)[(flags >> 3) & 3] ?? null
  const baseRate = RATES_HZ[(rates >> 2) & 3]
  const kbps = (version === 1 ? KBPS_V1 : KBPS_V2)[rates >> 4]
  if (version === null || baseRate === undefined || !kbps) return null
  const sampleRateHz = baseRate / (version === 1 ? 1 : version === 2 ? 2 : 4)
  const frameSamples = version === 1 ? 1152 : 576
  const frameBytes = Math.floor((frameSamples / 8) * ((kbps * 1000) / sampleRateHz)) + ((rates >> 1) & 1)
  return { version, sampleRateHz, channels: mode >> 6 === 3 ? 1 : 2, frameBytes, frameSamples }
}

/** Place of the first frame that another one follows, within the first bytes after a tag; -1 without any. */
export const findMp3Start = (bytes: Uint8Array): number => {
  const start = id3Length(bytes)
  const end = Math.min(bytes.length - 4, start + SYNC_SEARCH_BYTES)
  for (let at = start; at < end; at++) {
    const header = parseMp3Header(bytes, at)
    if (!header) continue
    const next = at + header.frameBytes
    if (next === bytes.length || parseMp3Header(bytes, next)?.sampleRateHz === header.sampleRateHz) return at
  }
  return -1
}

interface XingTag {
  readonly frames: number | null
  /** Samples that the encoder added before and after the sound. */
  readonly delay: number
  readonly padding: number
}

// Xing/Info header with LAME's extension: behind the side information of the first frame.
const parseXing = (bytes: Uint8Array, at: number, header: Mp3Header): XingTag | null => {
  const side = header.version === 1 ? (header.channels === 1 ? 17 : 32) : header.channels === 1 ? 9 : 17
  const start = at + 4 + side
  if (start + 160 > bytes.length) return null
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const id = view.getUint32(start)
  if (id !== 0x58696e67 && id !== 0x496e666f) return null
  const flags = view.getUint32(start + 4)
  const frames = (flags & 1) !== 0 ? view.getUint32(start + 8) : null
  const lame =
    start + 8 + (flags & 1 ? 4 : 0) + (flags & 2 ? 4 : 0) + (flags & 4 ? 100 : 0) + (flags & 8 ? 4 : 0)
  if (lame + 24 > bytes.length) return { frames, delay: 0, padding: 0 }
  const packed = (view.getUint8(lame + 21) << 16) | view.getUint16(lame + 22)
  return { frames, delay: packed >> 12, padding: packed & 0xfff }
}

const countFrames = (bytes: Uint8Array, start: number): number => {
  let count = 0
  let at = start
  while (at + 4 <= bytes.length) {
    const header = parseMp3Header(bytes, at)
    if (!header || at + header.frameBytes > bytes.length) break
    count++
    at += header.frameBytes
  }
  return count
}

/**
 * Reads the headers of an MP3 file and counts its frames.
 * @throws unreadable: no frames, or fewer than its own header states
 */
export const parseMp3 = async (source: ByteSource): Promise<AudioInfo> => {
  const bytes = await source.read(0, source.size)
  const start = findMp3Start(bytes)
  const header = start < 0 ? null : parseMp3Header(bytes, start)
  if (!header) throw fileError('unreadable', source.path, 'it has no MP3 sound that can be read')
  const xing = parseXing(bytes, start, header)
  const { sampleRateHz, channels, frameSamples } = header
  // The Xing frame itself carries no sound.
  const counted = countFrames(bytes, start) - (xing ? 1 : 0)
  if (xing?.frames && counted < xing.frames) {
    const thereS = (counted * frameSamples) / sampleRateHz
    const claimedS = (xing.frames * frameSamples) / sampleRateHz
    throw fileError('unreadable', source.path, cutOffReason(thereS, claimedS), { thereS, claimedS })
  }
  const trimmed =
    xing && xing.delay + xing.padding > 0 ? xing.delay + Math.max(xing.padding, DECODER_DELAY) : 0
  const frames = Math.max(0, counted * frameSamples - trimmed)
  return {
    container: 'mp3',
    codec: 'mp3',
    sampleRateHz,
    channels,
    bitDepth: null,
    frames,
    durationS: frames / sampleRateHz
  }
}
