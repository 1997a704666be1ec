import type { Padding, Pair } from '../engine/types.ts'
import { glorotUniform } from './initialisers.ts'
import type { Build, Layer } from './layer.ts'

export interface ConvolutionOptions {
  readonly size: Pair
  readonly channelsIn: number
  readonly channelsOut: number
  readonly stride: Pair
  /** PyTorch's padding: the same before and after. */
  readonly padding: Pair
}

const bothSides = ([rows, columns]: Pair): Padding => [
  [rows, rows],
  [columns, columns]
]

/** Two-dimensional convolution without a bias, padded as PyTorch's: [batch, rows, columns, channels]. */
export const convolution2d = (build: Build, name: string, options: ConvolutionOptions): Layer => {
  const { size, channelsIn, channelsOut, stride, padding } = options
  const filter = build.parameters.weight(`${name}/filter`, [...size, channelsIn, channelsOut], glorotUniform)
  return x => build.engine.ops.convolve(x, filter, stride, bothSides(padding))
}

/**
 * Transposed two-dimensional convolution with a 3 x 3 filter and stride 2 that doubles rows and columns, without a
 * bias: PyTorch's ConvTranspose2d with padding 1 and output padding 1.
 */
export const doubling2d = (build: Build, name: string, channelsIn: number, channelsOut: number): Layer => {
  const filter = build.parameters.weight(`${name}/filter`, [3, 3, channelsOut, channelsIn], glorotUniform)
  const padding: Padding = [
    [1, 0],
    [1, 0]
  ]
  return x => {
    const [, rows = 0, columns = 0] = x.shape
    return build.engine.ops.convolveTransposed(x, filter, [2 * rows, 2 * columns], [2, 2], padding)
  }
}
