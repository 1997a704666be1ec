import { open } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'

/** A WAV file of 32-bit floats: what a browser's audio graph delivers is stored bit by bit, of any device. */
export interface FloatFormat {
  readonly sampleRateHz: number
  readonly channels: number
}

/** RIFF and WAVE 12, fmt 8 + 18 (floats have the long form), fact 8 + 4, data 8 bytes. */
export const FLOAT_HEADER_BYTES = 58
const IEEE_FLOAT = 3
const SAMPLE_BYTES = 4
const LARGEST = 0xffffffff

/** Bytes of one sample of all channels. */
export const floatFrameBytes = ({ channels }: FloatFormat): number => channels * SAMPLE_BYTES

/** Most frames of a file: RIFF counts its bytes in 32 bits. */
export const mostFloatFrames = (format: FloatFormat): number =>
  Math.floor((LARGEST - FLOAT_HEADER_BYTES) / floatFrameBytes(format))

/**
 * The bytes in front of the samples. Without a number of frames the sizes say "not known yet" (all ones), which
 * readers take as "to the end of the file": the file can be played at any moment, also after a crash.
 */
export const floatHeader = (format: FloatFormat, frames: number | null): Uint8Array => {
  const frameBytes = floatFrameBytes(format)
  const dataBytes = frames === null ? LARGEST : frames * frameBytes
  const bytes = new Uint8Array(FLOAT_HEADER_BYTES)
  const view = new DataView(bytes.buffer)
  const chunk = (at: number, id: string, size: number): void => {
    bytes.set(new TextEncoder().encode(id), at)
    view.setUint32(at + 4, size, true)
  }
  chunk(0, 'RIFF', frames === null ? LARGEST : FLOAT_HEADER_BYTES - 8 + dataBytes)
  bytes.set(new TextEncoder().encode('WAVE'), 8)
  chunk(12, 'fmt ', 18)
  view.setUint16(20, IEEE_FLOAT, true)
  view.setUint16(22, format.channels, true)
  view.setUint32(24, format.sampleRateHz, true)
  view.setUint32(28, format.sampleRateHz * frameBytes, true)
  view.setUint16(32, frameBytes, true)
  view.setUint16(34, 8 * SAMPLE_BYTES, true)
  chunk(38, 'fact', 4)
  view.setUint32(46, frames ?? LARGEST, true)
  chunk(50, 'data', dataBytes)
  return bytes
}

/** A WAV file that grows while it is recorded; its frames are counted from 0. */
export interface GrowingWav {
  /** Writes whole frames (interleaved Float32, little-endian) at a place. */
  write(firstFrame: number, bytes: Uint8Array): Promise<void>
  /** Makes the file so many frames long: with silence, where it was shorter. */
  resize(frames: number): Promise<void>
  /** Whole frames that the file holds. */
  frames(): Promise<number>
  /** Resolves when all that was written is on the disk. */
  sync(): Promise<void>
  /** Cuts what lies behind `frames`, completes the header and closes the file, durably. */
  finish(frames: number): Promise<void>
  /** Closes it as it is. */
  close(): Promise<void>
}

const writeFully = async (handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> => {
  for (let done = 0; done < bytes.length;) {
    const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, position + done)
    done += bytesWritten
  }
}

const wholeFrames = async (handle: FileHandle, format: FloatFormat): Promise<number> => {
  const { size } = await handle.stat()
  return Math.max(0, Math.floor((size - FLOAT_HEADER_BYTES) / floatFrameBytes(format)))
}

const complete = async (handle: FileHandle, format: FloatFormat, frames: number): Promise<void> => {
  await handle.truncate(FLOAT_HEADER_BYTES + frames * floatFrameBytes(format))
  await writeFully(handle, floatHeader(format, frames), 0)
  await handle.sync()
}

/** Begins a WAV file; one of this name must not be there. */
export const createGrowingWav = async (path: string, format: FloatFormat): Promise<GrowingWav> => {
  const handle = await open(path, 'wx+')
  const at = (frame: number): number => FLOAT_HEADER_BYTES + frame * floatFrameBytes(format)
  try {
    await writeFully(handle, floatHeader(format, null), 0)
    await handle.sync()
  } catch (error) {
    await handle.close()
    throw error
  }
  return {
    write: (firstFrame, bytes) => writeFully(handle, bytes, at(firstFrame)),
    resize: frames => handle.truncate(at(frames)),
    frames: () => wholeFrames(handle, format),
    sync: () => handle.datasync(),
    finish: async frames => {
      try {
        await complete(handle, format, frames)
      } finally {
        await handle.close()
      }
    },
    close: () => handle.close()
  }
}

/**
 * Mends a growing file that its process could not finish, from its length alone: the header is written anew and a
 * frame that is not whole is cut. Answers its frames; 0 where it broke off within the header.
 */
export const repairGrowingWav = async (path: string, format: FloatFormat): Promise<number> => {
  const handle = await open(path, 'r+')
  try {
    const frames = Math.min(mostFloatFrames(format), await wholeFrames(handle, format))
    await complete(handle, format, frames)
    return frames
  } finally {
    await handle.close()
  }
}
