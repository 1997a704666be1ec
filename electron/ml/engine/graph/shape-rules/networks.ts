import { DATA_TYPE } from '../../native.ts'
import { at, broadcast, ints, numbers, result } from './rule.ts'
import type { Call, Rule } from './rule.ts'

const matrixProduct: Rule = call => {
  const [left, right] = [at(call, 0).shape, at(call, 1).shape]
  const rows = left.at(call.attribute('adj_x') === true ? -1 : -2) ?? 1
  const columns = right.at(call.attribute('adj_y') === true ? -2 : -1) ?? 1
  return result([...broadcast([left.slice(0, -2), right.slice(0, -2)]), rows, columns])
}

/** Rows and columns of a sliding window over [batch, rows, columns, channels]. */
const slide = (call: Call, window: readonly number[]): number[] => {
  const { shape } = at(call, 0)
  const strides = ints(call, 'strides')
  const padding = call.attribute('padding')
  const explicit = ints(call, 'explicit_paddings')
  return [1, 2].map(axis => {
    const [size, stride, extent] = [shape[axis] ?? 0, strides[axis] ?? 1, window[axis] ?? 1]
    if (padding === 'SAME') return Math.ceil(size / stride)
    const added = padding === 'EXPLICIT' ? (explicit[2 * axis] ?? 0) + (explicit[2 * axis + 1] ?? 0) : 0
    return Math.floor((size + added - extent) / stride) + 1
  })
}

const convolution: Rule = call => {
  const filter = at(call, 1).shape
  const [batch = 0] = at(call, 0).shape
  return result([batch, ...slide(call, [1, filter[0] ?? 1, filter[1] ?? 1]), filter[3] ?? 0])
}

const pooling: Rule = call => {
  const [batch = 0, , , channels = 0] = at(call, 0).shape
  return result([batch, ...slide(call, ints(call, 'ksize')), channels])
}

const normalisation: Rule = call => {
  const channel = { shape: at(call, 1).shape, dtype: DATA_TYPE.float32 }
  const nothing = { shape: [], dtype: DATA_TYPE.float32 }
  return [{ shape: at(call, 0).shape, dtype: DATA_TYPE.float32 }, channel, channel, channel, channel, nothing]
}

const normalisationGradient: Rule = call => {
  const channel = { shape: at(call, 2).shape, dtype: DATA_TYPE.float32 }
  const nothing = { shape: [0], dtype: DATA_TYPE.float32 }
  return [{ shape: at(call, 0).shape, dtype: DATA_TYPE.float32 }, channel, channel, nothing, nothing]
}

/** Layers of networks, and the steps back through them. */
export const NETWORKS: readonly (readonly [string, Rule])[] = [
  ['BatchMatMulV2', matrixProduct],
  ['BiasAddGrad', call => result([at(call, 0).shape.at(-1) ?? 1])],
  ['Conv2D', convolution],
  ['Conv2DBackpropFilter', call => result(numbers(call, 1))],
  ['Conv2DBackpropInput', call => result(numbers(call, 0))],
  ['FusedBatchNormGradV3', normalisationGradient],
  ['FusedBatchNormV3', normalisation],
  ['MaxPool', pooling]
]
