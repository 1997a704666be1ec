import { attribute } from '../native.ts'
import type { NativeAttribute, NativeBackend } from '../native.ts'
import type { Tensor, Tf } from '../types.ts'
import type { Normalisation, Operations } from './types.ts'

const T = attribute.type('T')
const U = attribute.type('U')
const NHWC = attribute.string('data_format', 'NHWC')

/**
 * Batch normalisation by FusedBatchNormV3. Its gradient has no form without scale and offset: where a layer has
 * none they are constants and what would be their gradients is dropped.
 */
export const nativeNormalisation = (
  tf: Tf,
  native: NativeBackend
): Pick<Operations, 'normaliseBatch' | 'normaliseRunning'> => {
  const many = (name: string, attributes: NativeAttribute[], inputs: Tensor[], outputs: number): Tensor[] =>
    native.binding
      .executeOp(name, attributes, native.getInputTensorIds(inputs), outputs)
      .map(made => native.createOutputTensor(made))
  const forwards = (x: Tensor, scale: Tensor, offset: Tensor, layer: Normalisation, isTraining: boolean) =>
    many(
      'FusedBatchNormV3',
      [
        ...[T, U, NHWC, attribute.float('epsilon', layer.epsilon)],
        attribute.float('exponential_avg_factor', layer.momentum),
        attribute.bool('is_training', isTraining)
      ],
      [x, scale, offset, layer.mean, layer.variance],
      6
    )
  const backwards = (layer: Normalisation, inputs: Tensor[]): Tensor[] =>
    many(
      'FusedBatchNormGradV3',
      [T, U, NHWC, attribute.float('epsilon', layer.epsilon), attribute.bool('is_training', true)],
      inputs,
      5
    ).slice(0, 3)
  const scaleOf = (layer: Normalisation): Tensor => layer.scale ?? tf.ones(layer.mean.shape)
  const offsetOf = (layer: Normalisation): Tensor => layer.offset ?? tf.zeros(layer.mean.shape)

  return {
    normaliseBatch: (x, layer) => {
      const image = toImage(tf, x)
      const normalised = tf.customGrad((a, b, c, save) => {
        const [input, scale, offset] = [a as Tensor, b as Tensor, c as Tensor]
        const [y, mean, variance, ...reserved] = forwards(input, scale, offset, layer, true)
        if (y === undefined || mean === undefined || variance === undefined) {
          throw new Error('FusedBatchNormV3 gave too little')
        }
        layer.mean.assign(mean)
        layer.variance.assign(variance)
        const keep = save as unknown as (tensors: Tensor[]) => void
        keep([input, scale, ...reserved])
        return {
          value: y,
          gradFunc: (gradient: Tensor, saved: Tensor[]) => backwards(layer, [gradient, ...saved])
        }
      })(image, scaleOf(layer), offsetOf(layer))
      return tf.reshape(normalised, x.shape)
    },
    normaliseRunning: (x, layer) => {
      const [y] = forwards(toImage(tf, x), scaleOf(layer), offsetOf(layer), layer, false)
      if (y === undefined) throw new Error('FusedBatchNormV3 gave nothing')
      return tf.reshape(y, x.shape)
    }
  }
}

/** [rows, 1, 1, channels] of any shape [..., channels] that is no image already. */
const toImage = (tf: Tf, x: Tensor): Tensor => {
  if (x.rank === 4) return x
  const channels = x.shape.at(-1) ?? 1
  return tf.reshape(x, [x.size / channels, 1, 1, channels])
}
