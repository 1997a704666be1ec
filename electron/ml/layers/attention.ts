import type { Tensor } from '../engine/types.ts'
import { convolution2d } from './convolution.ts'
import { projection } from './dense.ts'
import type { Build, Layer } from './layer.ts'

const REDUCTION = 16
const SMALLEST = 4
const SPATIAL_SIZE = 7

/**
 * Convolutional block attention (Woo et al., CBAM, ECCV 2018) on [batch, rows, columns, channels]: each channel is
 * weighed by a shared two-layer perceptron over its mean and maximum, then each position by a 7 x 7 convolution
 * over the mean and maximum of the channels. Without biases, as the networks that use it.
 */
export const attention2d = (build: Build, name: string, channels: number): Layer =>
  attention(build, name, channels, [SPATIAL_SIZE, SPATIAL_SIZE])

/** The same on [batch, length, channels], with a filter of 7 positions. */
export const attention1d = (build: Build, name: string, channels: number): Layer => {
  const layer = attention(build, name, channels, [SPATIAL_SIZE, 1])
  const { tf } = build.engine
  return (x, isTraining) => {
    const [batch = 0, length = 0] = x.shape
    return tf.reshape(layer(tf.reshape(x, [batch, length, 1, channels]), isTraining), x.shape)
  }
}

const attention = (build: Build, name: string, channels: number, size: readonly [number, number]): Layer => {
  const { tf, ops } = build.engine
  const hidden = Math.max(Math.floor(channels / REDUCTION), SMALLEST)
  const narrow = projection(build, `${name}/narrow`, channels, hidden)
  const widen = projection(build, `${name}/widen`, hidden, channels)
  const where = convolution2d(build, `${name}/where`, {
    size,
    channelsIn: 2,
    channelsOut: 1,
    stride: [1, 1],
    padding: [(size[0] - 1) / 2, (size[1] - 1) / 2]
  })
  return (x, isTraining) => {
    const [batch = 0] = x.shape
    const weigh = (summary: Tensor): Tensor => widen(ops.relu(narrow(summary, isTraining)), isTraining)
    const channelWeight = ops.sigmoid(tf.add(weigh(ops.mean(x, [1, 2])), weigh(tf.max(x, [1, 2]))))
    const weighed = tf.mul(x, tf.reshape(channelWeight, [batch, 1, 1, channels]))
    const summary = tf.concat([ops.mean(weighed, [3], true), tf.max(weighed, 3, true)], 3)
    return tf.mul(weighed, ops.sigmoid(where(summary, isTraining)))
  }
}
