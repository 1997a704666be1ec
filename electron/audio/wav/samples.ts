import { fileError } from '../errors.ts'
import type { SampleEncoding, WavLayout } from './layout.ts'
import { ENCODING_BYTES } from './layout.ts'

// Larger values are no sound in any scale, but bytes of something else.
const LARGEST_FLOAT = 1e6

type Convert = (bytes: Uint8Array, at: number, step: number, out: Float32Array) => void

// A Node Buffer or a view may start at an odd address, which typed arrays refuse: then the bytes are moved.
const aligned = (bytes: Uint8Array, size: number): Uint8Array =>
  bytes.byteOffset % size === 0 ? bytes : bytes.slice()

const viewOf = <T>(
  kind: new (buffer: ArrayBufferLike, offset: number, length: number) => T,
  bytes: Uint8Array,
  size: number
): T => {
  const whole = aligned(bytes, size)
  return new kind(whole.buffer, whole.byteOffset, Math.floor(whole.byteLength / size))
}

const scaled =
  (
    kind: new (buffer: ArrayBufferLike, offset: number, length: number) => ArrayLike<number>,
    size: number,
    scale: number
  ): Convert =>
  (bytes, at, step, out) => {
    const values = viewOf(kind, bytes, size)
    let index = at / size
    const stride = step / size
    for (let frame = 0; frame < out.length; frame++, index += stride) {
      out[frame] = (values[index] as number) * scale
    }
  }

const int24: Convert = (bytes, at, step, out) => {
  let index = at
  for (let frame = 0; frame < out.length; frame++, index += step) {
    const low = bytes[index] as number
    const middle = bytes[index + 1] as number
    const high = bytes[index + 2] as number
    out[frame] = (((high << 24) | (middle << 16) | (low << 8)) >> 8) * 2 ** -23
  }
}

const unsigned8: Convert = (bytes, at, step, out) => {
  for (let frame = 0; frame < out.length; frame++) {
    out[frame] = ((bytes[at + frame * step] as number) - 128) / 128
  }
}

// Typed arrays use the machine's byte order, which is little-endian, like WAV, wherever Node runs.
const CONVERT: Readonly<Record<SampleEncoding, Convert>> = {
  unsigned8,
  int16: scaled(Int16Array, 2, 2 ** -15),
  int24,
  int32: scaled(Int32Array, 4, 2 ** -31),
  float32: scaled(Float32Array, 4, 1),
  float64: scaled(Float64Array, 8, 1)
}

const checkFloats = (
  samples: Float32Array,
  layout: WavLayout,
  path: string,
  firstFrame: number,
  channel: number
): void => {
  for (let frame = 0; frame < samples.length; frame++) {
    const value = samples[frame] as number
    if (Math.abs(value) <= LARGEST_FLOAT) continue
    const position = firstFrame + frame
    const time = (position / layout.sampleRateHz).toFixed(3)
    const what = Number.isFinite(value) ? `${value}, far beyond any sound` : 'not a number'
    const reason = `sample ${position} (${time} s) of channel ${channel + 1} is ${what}`
    throw fileError('unreadable', path, reason, { sample: position, channel: channel + 1 })
  }
}

/**
 * Samples of some channels (indices from 0) out of whole frames: 8-bit unsigned / 128, 16-bit / 2^15,
 * 24-bit / 2^23, 32-bit / 2^31, floats as they are.
 * @throws unreadable: a float that is not a number
 */
export const readSamples = (
  bytes: Uint8Array,
  layout: WavLayout,
  channels: readonly number[],
  position: { readonly path: string; readonly firstFrame: number }
): Float32Array[] => {
  const frames = Math.floor(bytes.length / layout.frameBytes)
  const sampleBytes = ENCODING_BYTES[layout.encoding]
  const isFloat = layout.encoding === 'float32' || layout.encoding === 'float64'
  const source = aligned(bytes, sampleBytes)
  return channels.map(channel => {
    const out = new Float32Array(frames)
    CONVERT[layout.encoding](source, channel * sampleBytes, layout.frameBytes, out)
    if (isFloat) checkFloats(out, layout, position.path, position.firstFrame, channel)
    return out
  })
}
