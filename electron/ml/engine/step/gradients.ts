import type { Scalar } from '@tensorflow/tfjs-core'
import type { Tensor, Tf } from '../types.ts'
import type { StepModel } from './types.ts'

/** The loss of a batch and the gradient of each parameter (null where the loss does not depend on it). */
export const lossAndGradients = (
  tf: Tf,
  model: StepModel,
  batch: readonly Tensor[]
): { readonly loss: Tensor; readonly gradients: (Tensor | null)[] } => {
  const variables = model.parameters.map(({ variable }) => variable)
  const { value, grads } = tf.variableGrads(() => model.loss(batch) as Scalar, variables)
  const gradients = variables.map((variable, index) => {
    const gradient = grads[variable.name] ?? null
    const decay = model.decay[index] ?? 0
    return gradient === null || decay === 0 ? gradient : tf.add(gradient, tf.mul(variable, 2 * decay))
  })
  return { loss: value, gradients }
}
