import { DATA_TYPE } from '../native.ts'
import type { Tensor } from '../types.ts'

/** Shapes of a batch as one text. */
export const shapesOf = (batch: readonly Tensor[]): string =>
  batch.map(({ shape, dtype }) => `${dtype} [${shape.join(', ')}]`).join(', ')

/** TensorFlow's number of the type of a batch's values. */
export const dataTypeOf = ({ dtype }: Tensor): number => {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return DATA_TYPE[dtype]
  throw new Error(`A batch cannot hold values of type ${dtype}`)
}
