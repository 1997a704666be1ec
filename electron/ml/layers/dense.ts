import { glorotUniform, inverseRootUniform } from './initialisers.ts'
import type { Build, Layer } from './layer.ts'

/** Matrix product with a bias, first values as PyTorch's Linear: [batch, inputs] to [batch, outputs]. */
export const linear = (
  { engine, parameters }: Build,
  name: string,
  inputs: number,
  outputs: number
): Layer => {
  const weight = parameters.weight(`${name}/weight`, [inputs, outputs], inverseRootUniform(inputs))
  const bias = parameters.weight(`${name}/bias`, [outputs], inverseRootUniform(inputs))
  return x => engine.ops.addBias(engine.tf.matMul(x, weight), bias)
}

/** `linear` without its bias. */
export const linearWithoutBias = (
  { engine, parameters }: Build,
  name: string,
  inputs: number,
  outputs: number
): Layer => {
  const weight = parameters.weight(`${name}/weight`, [inputs, outputs], inverseRootUniform(inputs))
  return x => engine.tf.matMul(x, weight)
}

/** Matrix product without a bias, first values as Keras' Dense: [batch, inputs] to [batch, outputs]. */
export const projection = (
  { engine, parameters }: Build,
  name: string,
  inputs: number,
  outputs: number
): Layer => {
  const weight = parameters.weight(`${name}/weight`, [inputs, outputs], glorotUniform)
  return x => engine.tf.matMul(x, weight)
}
