import type { Tensor4D } from '@tensorflow/tfjs-core'
import type { Padding, Tensor, Tf } from '../types.ts'
import { plainMagnitudes } from './plain-magnitudes.ts'
import type { Normalisation, Operations } from './types.ts'

/** The operations in plain TensorFlow.js, for any engine. */
export const plainOperations = (tf: Tf): Operations => ({
  kind: 'plain',
  relu: x => tf.relu(x),
  sigmoid: x => tf.sigmoid(x),
  square: x => tf.square(x),
  addBias: (x, bias) => tf.add(x, bias),
  softmaxRows: x => tf.softmax(x),
  sum: (x, axes, keepDims = false) => tf.sum(x, [...axes], keepDims),
  mean: (x, axes, keepDims = false) => tf.mean(x, [...axes], keepDims),
  normaliseBatch: (x, layer) => normaliseBatch(tf, x, layer),
  normaliseRunning: (x, layer) => apply(tf, x, layer, layer.mean, layer.variance),
  convolve: (x, filter, stride, padding) =>
    tf.conv2d(padded(tf, x, padding), filter as Tensor4D, [...stride], 'valid'),
  convolveTransposed: (x, filter, [rows, columns], stride, padding) => {
    const [[top, bottom], [left, right]] = padding
    const [batch = 0] = x.shape
    const channels = filter.shape[2] ?? 0
    const whole = tf.conv2dTranspose(
      x as Tensor4D,
      filter as Tensor4D,
      [batch, rows + top + bottom, columns + left + right, channels],
      [...stride],
      'valid'
    )
    return tf.slice(whole, [0, top, left, 0], [batch, rows, columns, channels])
  },
  magnitudes: x => plainMagnitudes(tf, x)
})

const padded = (tf: Tf, x: Tensor, [[top, bottom], [left, right]]: Padding): Tensor4D =>
  top + bottom + left + right === 0
    ? (x as Tensor4D)
    : tf.pad(x as Tensor4D, [
        [0, 0],
        [top, bottom],
        [left, right],
        [0, 0]
      ])

const normaliseBatch = (tf: Tf, x: Tensor, layer: Normalisation): Tensor => {
  const axes = x.shape.slice(0, -1).map((_, axis) => axis)
  const { mean, variance } = tf.moments(x, axes)
  const count = axes.reduce((product, axis) => product * (x.shape[axis] ?? 1), 1)
  tf.tidy(() => {
    const share = layer.momentum
    const unbiased = tf.mul(variance, count / Math.max(count - 1, 1))
    layer.mean.assign(tf.add(tf.mul(layer.mean, 1 - share), tf.mul(mean, share)))
    layer.variance.assign(tf.add(tf.mul(layer.variance, 1 - share), tf.mul(unbiased, share)))
  })
  return apply(tf, x, layer, mean, variance)
}

// tf.batchNorm's gradient takes four axes at most and has no missing scale; this is the same formula.
const apply = (tf: Tf, x: Tensor, layer: Normalisation, mean: Tensor, variance: Tensor): Tensor => {
  const normal = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, layer.epsilon)))
  const scaled = layer.scale === null ? normal : tf.mul(normal, layer.scale)
  return layer.offset === null ? scaled : tf.add(scaled, layer.offset)
}
