import type { Tensor4D } from '@tensorflow/tfjs-core'
import type { Padding, Pair, Tensor, Tf } from '../types.ts'
import { convolutionAttributes } from './convolution-attributes.ts'
import type { RunOne } from './custom-gradient.ts'

/** How one axis of a convolution with stride 2 is undone by taps at stride 1. */
interface Axis {
  /** Taps of each of the two phases of the result. */
  readonly taps: number
  /** Zeros before and after the reversed filter, to 2·taps. */
  readonly filler: Pair
  /** Zeros before and after the gradient. */
  readonly padding: Pair
}

/**
 * The gradient by its input of a convolution with stride 2: each of the four phases of the result is a convolution
 * of the gradient at stride 1 with every second tap of the filter (as in Shi et al., sub-pixel convolution, CVPR
 * 2016). The same numbers as Conv2DBackpropInput, which takes ten times as long where the input has one channel.
 * x is the input's shape, filter [rows, columns, in, out], gradient [batch, rows, columns, out].
 */
export const gradientByInputOfStride2 = (
  tf: Tf,
  one: RunOne,
  x: readonly number[],
  filter: Tensor,
  gradient: Tensor,
  padding: Padding
): Tensor => {
  const [batch = 0, height = 0, width = 0, channels = 0] = x
  const [filterHeight = 1, filterWidth = 1, , out = 1] = filter.shape
  const rows = axisOf(height, filterHeight, gradient.shape[1] ?? 0, padding[0][0])
  const columns = axisOf(width, filterWidth, gradient.shape[2] ?? 0, padding[1][0])
  const taps = tf.pad(tf.reverse(filter, [0, 1]), [[...rows.filler], [...columns.filler], [0, 0], [0, 0]])
  const phases = tf.reverse(tf.reshape(taps, [rows.taps, 2, columns.taps, 2, channels, out]), [1, 3])
  const phaseFilter = tf.reshape(tf.transpose(phases, [0, 2, 5, 1, 3, 4]), [
    ...[rows.taps, columns.taps, out],
    4 * channels
  ])
  const how = convolutionAttributes([1, 1], [rows.padding, columns.padding])
  const whole = tf.depthToSpace(one('Conv2D', how, [gradient, phaseFilter]) as Tensor4D, 2, 'NHWC')
  return tf.slice(whole, [0, 0, 0, 0], [batch, height, width, channels])
}

/**
 * Result 2i + phase is the sum over t of gradient[i + t]·filter[phase + before - 2t]: t runs from ⌈(before - size +
 * 1)/2⌉ (phase 0) to ⌊(1 + before)/2⌋ (phase 1).
 */
const axisOf = (length: number, size: number, gradientLength: number, before: number): Axis => {
  const first = Math.ceil((before - size + 1) / 2)
  const taps = Math.floor((1 + before) / 2) - first + 1
  const start = 1 - (size - 1 - (before - 2 * first))
  const after = Math.ceil(length / 2) - gradientLength + first + taps - 1
  return { taps, filler: [start, 2 * taps - size - start], padding: [-first, after] }
}
