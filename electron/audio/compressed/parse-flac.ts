import type { ByteSource } from '../byte-source.ts'
import { fileError } from '../errors.ts'
import type { AudioInfo } from '../types.ts'

const STREAMINFO_BYTES = 34

/** Facts of a STREAMINFO block (RFC 9639, 8.2); 0 frames means that the writer did not know. */
export const parseStreamInfo = (block: Uint8Array, path: string): AudioInfo => {
  if (block.length < STREAMINFO_BYTES)
    throw fileError('unreadable', path, 'the file is cut off in its header')
  const view = new DataView(block.buffer, block.byteOffset, block.byteLength)
  const packed = view.getUint32(10)
  const sampleRateHz = packed >>> 12
  const channels = ((packed >>> 9) & 7) + 1
  const bitDepth = (((packed >>> 4) & 31) | 0) + 1
  const frames = (packed & 15) * 2 ** 32 + view.getUint32(14)
  const durationS = sampleRateHz > 0 ? frames / sampleRateHz : 0
  return { container: 'flac', codec: 'flac', sampleRateHz, channels, bitDepth, frames, durationS }
}

/** Bytes of an ID3v2 tag in front of a file; 0 without one. Its size has 7 bits a byte. */
export const id3Length = (head: Uint8Array): number => {
  if (head.length < 10 || head[0] !== 0x49 || head[1] !== 0x44 || head[2] !== 0x33) return 0
  const [a = 0, b = 0, c = 0, d = 0] = head.subarray(6, 10)
  const hasFooter = ((head[5] ?? 0) & 0x10) !== 0
  return 10 + (((a & 127) << 21) | ((b & 127) << 14) | ((c & 127) << 7) | (d & 127)) + (hasFooter ? 10 : 0)
}

/**
 * Reads the header of a FLAC file that begins at `start` (behind an ID3 tag, if any).
 * @throws unreadable: cut off, no STREAMINFO
 */
export const parseFlac = async (source: ByteSource, start: number): Promise<AudioInfo> => {
  const header = await source.read(start + 4, 4)
  if (header.length < 4 || ((header[0] as number) & 127) !== 0) {
    throw fileError('unreadable', source.path, 'it has no format description')
  }
  return parseStreamInfo(await source.read(start + 8, STREAMINFO_BYTES), source.path)
}
