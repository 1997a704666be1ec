import type { Tensor } from '../engine/types.ts'
import type { NetworkEngine } from '../models/network.ts'

/** Mean of the squared difference over all numbers of a batch. */
export const meanSquaredError = ({ tf, ops }: NetworkEngine, found: Tensor, wanted: Tensor): Tensor => {
  const square = ops.square(tf.sub(found, wanted))
  return ops.mean(
    square,
    square.shape.map((_, axis) => axis)
  )
}
