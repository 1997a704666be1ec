import type { Tensor4D } from '@tensorflow/tfjs-core'
import type { Pair } from '../engine/types.ts'
import type { Build, Layer } from './layer.ts'

/** Largest value of windows that lie side by side or overlap; `same` keeps a last window that is not full. */
export const maxPool2d =
  ({ engine }: Build, size: Pair, stride: Pair, padding: 'valid' | 'same'): Layer =>
  x =>
    engine.tf.maxPool(x as Tensor4D, [...size], [...stride], padding)
