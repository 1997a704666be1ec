import type { Tensor } from '../types.ts'

/** The number in a tensor of one value, which is disposed of. */
export const readScalar = async (tensor: Tensor): Promise<number> => {
  try {
    const [value] = await tensor.data()
    return value ?? NaN
  } finally {
    tensor.dispose()
  }
}
