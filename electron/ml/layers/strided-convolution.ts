import { glorotUniform } from './initialisers.ts'
import type { Build, Layer } from './layer.ts'

export interface StridedOptions {
  /** A multiple of the stride. */
  readonly size: number
  readonly stride: number
  readonly channelsIn: number
  readonly channelsOut: number
}

/** Length of the result, ⌈length / stride⌉. */
export const stridedLength = (length: number, stride: number): number => Math.ceil(length / stride)

/**
 * One-dimensional convolution over [batch, length, channels] without a bias, padded as Keras' `same`. With a filter
 * of m strides it is the sum of m matrix products of the signal cut into strides: several times faster than a
 * convolution with a long filter, and the same numbers.
 */
export const stridedConvolution = (build: Build, name: string, options: StridedOptions): Layer => {
  const { size, stride, channelsIn, channelsOut } = options
  const blocks = size / stride
  if (!Number.isInteger(blocks)) throw new Error('The filter must be a multiple of the stride')
  const { tf } = build.engine
  const filter = build.parameters.weight(`${name}/filter`, [size, channelsIn, channelsOut], glorotUniform)
  const width = stride * channelsIn
  return x => {
    const [batch = 0, length = 0] = x.shape
    const frames = stridedLength(length, stride)
    const missing = Math.max((frames + blocks - 1) * stride - length, 0)
    const before = Math.floor(missing / 2)
    const padded = tf.pad(x, [
      [0, 0],
      [before, missing - before],
      [0, 0]
    ])
    const cut = tf.reshape(padded, [batch, frames + blocks - 1, width])
    const parts = Array.from({ length: blocks }, (_, index) =>
      tf.slice(cut, [0, index, 0], [batch, frames, width])
    )
    const rows = tf.reshape(parts.length === 1 ? cut : tf.concat(parts, 2), [
      batch * frames,
      size * channelsIn
    ])
    const product = tf.matMul(rows, tf.reshape(filter, [size * channelsIn, channelsOut]))
    return tf.reshape(product, [batch, frames, channelsOut])
  }
}
