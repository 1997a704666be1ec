import type { NativeAttribute } from '../native.ts'
import type { Tensor } from '../types.ts'

/** Runs one TensorFlow operation with one result. */
export type RunOne = (name: string, attributes: NativeAttribute[], inputs: Tensor[]) => Tensor

/** tf.customGrad's `save`, which tfjs types as one of the inputs. */
export const saver = (save: unknown): ((tensors: Tensor[]) => void) => save as (tensors: Tensor[]) => void

/** The first of the tensors that a gradient saved. */
export const first = (saved: readonly Tensor[]): Tensor => {
  const [tensor] = saved
  if (tensor === undefined) throw new Error('The gradient saved nothing')
  return tensor
}

/** The first two of the tensors that a gradient saved. */
export const pair = (saved: readonly Tensor[]): readonly [Tensor, Tensor] => {
  const [left, right] = saved
  if (left === undefined || right === undefined) throw new Error('The gradient saved too little')
  return [left, right]
}
