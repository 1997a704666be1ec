import { attribute, DATA_TYPE } from '../native.ts'
import type { NativeBackend } from '../native.ts'
import type { Tensor, Tf } from '../types.ts'
import { first, saver } from './custom-gradient.ts'
import type { RunOne } from './custom-gradient.ts'
import { nativeConvolutions } from './native-convolution.ts'
import { nativeNormalisation } from './native-normalisation.ts'
import { plainOperations } from './plain.ts'
import type { Operations } from './types.ts'

const T = attribute.type('T')
const NHWC = attribute.string('data_format', 'NHWC')

/**
 * The operations as single TensorFlow operations. Plain TensorFlow.js builds the gradient of a ReLU from Step and
 * Select, of a mean from a tensor of ones made in JavaScript, batch normalisation from a dozen operations.
 */
export const nativeOperations = (tf: Tf, native: NativeBackend): Operations => {
  const one = runner(native)
  return {
    ...plainOperations(tf),
    kind: 'native',
    relu: withOutput(tf, one, 'Relu', (gradient, y) => one('ReluGrad', [T], [gradient, y])),
    sigmoid: withOutput(tf, one, 'Sigmoid', (gradient, y) => one('SigmoidGrad', [T], [y, gradient])),
    softmaxRows: withOutput(tf, one, 'Softmax', (gradient, y) => {
      const product = tf.mul(gradient, y)
      return tf.sub(product, tf.mul(tf.sum(product, -1, true), y))
    }),
    square: tf.customGrad((x, save) => {
      const input = x as Tensor
      saver(save)([input])
      return {
        value: one('Square', [T], [input]),
        gradFunc: (gradient: Tensor, saved: Tensor[]) => tf.mul(tf.mul(gradient, 2), first(saved))
      }
    }),
    addBias: tf.customGrad((x, bias) => ({
      value: one('BiasAdd', [T, NHWC], [x as Tensor, bias as Tensor]),
      gradFunc: (gradient: Tensor) => [gradient, one('BiasAddGrad', [T, NHWC], [gradient])]
    })),
    sum: (x, axes, keepDims = false) => sum(tf, one, x, axes, keepDims),
    mean: (x, axes, keepDims = false) => {
      const count = axes.reduce((product, axis) => product * (x.shape[axis] ?? 1), 1)
      return tf.mul(sum(tf, one, x, axes, keepDims), 1 / count)
    },
    ...nativeNormalisation(tf, native),
    ...nativeConvolutions(tf, one),
    magnitudes: x => magnitudes(tf, one, x)
  }
}

const runner = (native: NativeBackend): RunOne => {
  return (name, attributes, inputs) => {
    const [made] = native.binding.executeOp(name, attributes, native.getInputTensorIds(inputs), 1)
    if (made === undefined) throw new Error(`${name} gave nothing`)
    return native.createOutputTensor(made)
  }
}

/** An operation of one input whose gradient needs its result. */
const withOutput = (
  tf: Tf,
  one: RunOne,
  name: string,
  backwards: (gradient: Tensor, y: Tensor) => Tensor
): ((x: Tensor) => Tensor) =>
  tf.customGrad((x, save) => {
    const y = one(name, [T], [x as Tensor])
    saver(save)([y])
    return { value: y, gradFunc: (gradient: Tensor, saved: Tensor[]) => backwards(gradient, first(saved)) }
  })

const sum = (tf: Tf, one: RunOne, x: Tensor, axes: readonly number[], keepDims: boolean): Tensor => {
  const kept = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size))
  const { shape } = x
  return tf.customGrad(input => ({
    value: tf.sum(input as Tensor, [...axes], keepDims),
    gradFunc: (gradient: Tensor) =>
      one(
        'BroadcastTo',
        [T, attribute.type('Tidx', DATA_TYPE.int32)],
        [tf.reshape(gradient, kept), tf.tensor1d(shape, 'int32')]
      )
  }))(x)
}

const magnitudes = (tf: Tf, one: RunOne, x: Tensor): Tensor => {
  const length = x.shape.at(-1) ?? 0
  const spectrum = one(
    'RFFT',
    [attribute.type('Treal'), attribute.type('Tcomplex', DATA_TYPE.complex64)],
    [x, tf.tensor1d([length], 'int32')]
  )
  return one('ComplexAbs', [attribute.type('T', DATA_TYPE.complex64), attribute.type('Tout')], [spectrum])
}
