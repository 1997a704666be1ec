import type { ByteSource } from '../byte-source.ts'
import { cutOffReason, fileError } from '../errors.ts'
import { BEXT_TIME_END, parseBextTime } from './bext-chunk.ts'
import { parseFormatChunk } from './format-chunk.ts'
import type { WavFormat } from './format-chunk.ts'
import type { WavLayout } from './layout.ts'

const MAX_CHUNKS = 1000
const KNOWN_TAILS = new Set([
  'LIST',
  'bext',
  'fact',
  'cue ',
  'smpl',
  'iXML',
  'JUNK',
  'PEAK',
  'id3 ',
  'PAD ',
  'FLLR'
])

interface Chunk {
  readonly id: string
  readonly offset: number
  readonly size: number
}

const readChunk = async (source: ByteSource, offset: number): Promise<Chunk | null> => {
  const header = await source.read(offset, 8)
  if (header.length < 8) return null
  const size = new DataView(header.buffer, header.byteOffset, 8).getUint32(4, true)
  return { id: String.fromCharCode(...header.subarray(0, 4)), offset: offset + 8, size }
}

// Recorders that write to a pipe cannot go back to fill in the size: they leave 0 or the largest number of
// their kind (0xFFFFFFFF; 0x7FFFF000 and its neighbours of SoX, 0x7FFFFFFF and 0x80000000 of arecord).
const isOpenEnded = (size: number): boolean =>
  size === 0 || size === 0xffffffff || (size >= 0x7fffef00 && size <= 0x80000000)

const isRealTail = async (source: ByteSource, offset: number): Promise<boolean> => {
  const next = await readChunk(source, offset)
  return next !== null && KNOWN_TAILS.has(next.id) && next.offset + next.size <= source.size + 1
}

const readSize64 = async (source: ByteSource, chunk: Chunk): Promise<number> => {
  const bytes = await source.read(chunk.offset, 16)
  if (bytes.length < 16) throw fileError('unreadable', source.path, 'its ds64 part is cut off')
  // ds64: RIFF size, data size, sample count (EBU Tech 3306).
  return Number(new DataView(bytes.buffer, bytes.byteOffset, 16).getBigUint64(8, true))
}

const dataBytes = async (source: ByteSource, data: Chunk, size64: number | null): Promise<number> => {
  const there = source.size - data.offset
  const claimed = size64 !== null && data.size === 0xffffffff ? size64 : data.size
  if (!isOpenEnded(claimed)) return claimed
  // A size that says "not known" is still the true one when the file is that long, or when more chunks follow.
  if (claimed === 0) return (await isRealTail(source, data.offset)) ? 0 : there
  return claimed <= there ? claimed : there
}

const layoutOf = (source: ByteSource, format: WavFormat, data: Chunk, bytes: number): WavLayout => {
  const there = Math.max(0, source.size - data.offset)
  const claimedFrames = Math.floor(bytes / format.frameBytes)
  const frames = Math.floor(Math.min(bytes, there) / format.frameBytes)
  if (format.sampleRateHz > 0 && frames < claimedFrames) {
    const thereS = frames / format.sampleRateHz
    const claimedS = claimedFrames / format.sampleRateHz
    throw fileError('unreadable', source.path, cutOffReason(thereS, claimedS), { thereS, claimedS })
  }
  return { ...format, dataOffset: data.offset, frames }
}

/**
 * Reads the headers of a RIFF, RF64 or BW64 WAVE file.
 * @throws unreadable: cut off, no format, no data; invalid and unsupported as of its format
 */
export const parseWav = async (source: ByteSource): Promise<WavLayout> => {
  let format: WavFormat | null = null
  let layout: WavLayout | null = null
  let recordedAt: string | undefined
  let size64: number | null = null
  let offset = 12
  for (let count = 0; count < MAX_CHUNKS; count++) {
    const chunk = await readChunk(source, offset)
    if (!chunk) break
    let size = chunk.size
    if (chunk.id === 'ds64') size64 = await readSize64(source, chunk)
    if (chunk.id === 'fmt ' && !format) {
      format = parseFormatChunk(await source.read(chunk.offset, Math.min(size, 40)), source.path)
    }
    if (chunk.id === 'bext')
      recordedAt = parseBextTime(await source.read(chunk.offset, Math.min(size, BEXT_TIME_END)))
    if (chunk.id === 'data' && !layout) {
      if (!format) throw fileError('unreadable', source.path, 'its sound comes before its format description')
      size = await dataBytes(source, chunk, size64)
      layout = layoutOf(source, format, chunk, size)
    }
    if (layout && recordedAt !== undefined) break
    offset = chunk.offset + size + (size % 2)
  }
  if (!format) throw fileError('unreadable', source.path, 'it has no format description')
  if (!layout)
    throw fileError('unreadable', source.path, 'the file is cut off: it ends before its sound begins')
  return recordedAt === undefined ? layout : { ...layout, recordedAt }
}
