import type { Padding, Pair, Tensor, Variable } from '../types.ts'

/** Batch normalisation of one layer: learned scale and offset (null: fixed at 1 and 0), running averages. */
export interface Normalisation {
  readonly scale: Tensor | null
  readonly offset: Tensor | null
  readonly mean: Variable
  readonly variance: Variable
  /** Share of the new batch in the running averages, as PyTorch's `momentum`. */
  readonly momentum: number
  readonly epsilon: number
}

/**
 * The operations that networks are made of, each with its gradient. Images are [batch, rows, columns, channels].
 * On native TensorFlow each is one TensorFlow operation forwards and one or two backwards; on other engines plain
 * TensorFlow.js. Both give the same numbers.
 */
export interface Operations {
  readonly kind: 'native' | 'plain'
  readonly relu: (x: Tensor) => Tensor
  readonly sigmoid: (x: Tensor) => Tensor
  readonly square: (x: Tensor) => Tensor
  /** x [..., channels] + bias [channels]. */
  readonly addBias: (x: Tensor, bias: Tensor) => Tensor
  /** Softmax over the last axis of [rows, columns]. */
  readonly softmaxRows: (x: Tensor) => Tensor
  readonly sum: (x: Tensor, axes: readonly number[], keepDims?: boolean) => Tensor
  readonly mean: (x: Tensor, axes: readonly number[], keepDims?: boolean) => Tensor
  /** Normalises by the batch over all axes but the last, and moves the running averages (unbiased variance). */
  readonly normaliseBatch: (x: Tensor, layer: Normalisation) => Tensor
  /** Normalises by the running averages; for scoring, no gradient is needed. */
  readonly normaliseRunning: (x: Tensor, layer: Normalisation) => Tensor
  /** filter [rows, columns, channels in, channels out]. */
  readonly convolve: (x: Tensor, filter: Tensor, stride: Pair, padding: Padding) => Tensor
  /**
   * The gradient of `convolve` by its input, as a layer: filter [rows, columns, channels out, channels in];
   * `size` are the rows and columns of the result, whose convolution would give x's.
   */
  readonly convolveTransposed: (
    x: Tensor,
    filter: Tensor,
    size: Pair,
    stride: Pair,
    padding: Padding
  ) => Tensor
  /** Magnitudes of the first size/2 + 1 bins of the FFT of the last axis (its length, any); no gradient. */
  readonly magnitudes: (x: Tensor) => Tensor
}
