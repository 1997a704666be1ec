import { inverseRootUniform } from './initialisers.ts'
import type { Build, Layer } from './layer.ts'

/**
 * Memory of `slots` vectors of `size` numbers: each position z of [batch, rows, columns, size] becomes w·M with
 * w = softmax(z·Mᵀ) (Gong et al., MemAE, ICCV 2019, without its shrinkage).
 */
export const memory = ({ engine, parameters }: Build, name: string, slots: number, size: number): Layer => {
  const { tf, ops } = engine
  const content = parameters.weight(`${name}/content`, [slots, size], inverseRootUniform(size))
  return x => {
    const positions = tf.reshape(x, [x.size / size, size])
    const address = ops.softmaxRows(tf.matMul(positions, content, false, true))
    return tf.reshape(tf.matMul(address, content), x.shape)
  }
}
