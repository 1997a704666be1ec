import type * as Core from '@tensorflow/tfjs-core'

/** TensorFlow.js as every engine offers it: models are written against this alone. */
export type Tf = typeof Core

export type Tensor = Core.Tensor
export type Variable = Core.Variable

/** Rows (time) before columns (frequency) in every pair. */
export type Pair = readonly [number, number]

/** Zeros added before and after the rows, before and after the columns. */
export type Padding = readonly [Pair, Pair]
