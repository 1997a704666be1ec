import type { ByteSource } from '../byte-source.ts'
import { firstSampleOf, parseFrameHeader } from './flac-header.ts'
import type { FlacPlace, FlacStream } from './flac-header.ts'

const LEAST_WINDOW_BYTES = 64 * 1024

// Eight bits of checksum can agree by chance, so the next frame must follow with the next number.
const firstFrame = (bytes: Uint8Array, offset: number, stream: FlacStream): FlacPlace | null => {
  for (let at = bytes.indexOf(0xff); at >= 0; at = bytes.indexOf(0xff, at + 1)) {
    const header = parseFrameHeader(bytes, at)
    if (!header) continue
    const sample = firstSampleOf(header, stream)
    const following = sample + header.blockSize
    for (let end = bytes.indexOf(0xff, at + header.bytes); end >= 0; end = bytes.indexOf(0xff, end + 1)) {
      const next = parseFrameHeader(bytes, end)
      if (next && firstSampleOf(next, stream) === following) return { offset: offset + at, sample }
    }
  }
  return null
}

/**
 * A frame that begins at or before `sample`, found by halving: not the last such one, but near it; the first
 * frame of the file where the file is short.
 */
export const findFlacPlace = async (
  source: ByteSource,
  stream: FlacStream,
  sample: number
): Promise<FlacPlace> => {
  const windowBytes = Math.max(
    LEAST_WINDOW_BYTES,
    4 * Math.min(stream.largestFrameBytes, LEAST_WINDOW_BYTES * 16)
  )
  let place: FlacPlace = { offset: stream.offset, sample: 0 }
  let end = source.size
  while (end - place.offset > 2 * windowBytes) {
    const middle = Math.floor((place.offset + end) / 2)
    const frame = firstFrame(await source.read(middle, windowBytes), middle, stream)
    if (frame && frame.sample <= sample) place = frame
    else end = middle
  }
  return place
}
