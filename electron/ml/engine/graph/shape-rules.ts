import { DATA_TYPE } from '../native.ts'
import type { NativeAttribute } from '../native.ts'

/** A tensor that is not computed: its shape and type, and its numbers where they are a constant's. */
export interface Described {
  readonly shape: readonly number[]
  readonly dtype: number
  readonly values?: ArrayLike<number>
}

interface Call {
  readonly inputs: readonly Described[]
  readonly attribute: (name: string) => NativeAttribute['value'] | undefined
}

/** Results of an operation from its inputs; undefined where they cannot be told without computing. */
type Rule = (call: Call) => readonly Described[] | undefined

/**
 * Shapes and types of the results of a TensorFlow operation, as tensorflow/core/framework/common_shape_fns.cc has
 * them, for the operations that networks here are made of; undefined for any other.
 */
export const describeResults = (
  operation: string,
  attributes: readonly NativeAttribute[],
  inputs: readonly Described[]
): readonly Described[] | undefined => {
  const attribute: Call['attribute'] = name => attributes.find(given => given.name === name)?.value
  return RULES.get(operation)?.({ inputs, attribute })
}

const at = (call: Call, index: number): Described => {
  const input = call.inputs[index]
  if (input === undefined) throw new Error(`An operation lacks input ${index}`)
  return input
}

/** Small numbers of a constant input, such as axes or sizes. */
const numbers = (call: Call, index: number): number[] | undefined => {
  const { values } = at(call, index)
  return values === undefined ? undefined : Array.from(values)
}

const ints = (call: Call, name: string): readonly number[] => {
  const value = call.attribute(name)
  return typeof value === 'object' ? value : []
}

const result = (shape: readonly number[] | undefined, dtype: number = DATA_TYPE.float32) =>
  shape === undefined ? undefined : [{ shape, dtype }]

/** The shape that numpy's broadcasting gives. */
const broadcast = (shapes: readonly (readonly number[])[]): number[] => {
  const rank = Math.max(...shapes.map(({ length }) => length))
  return Array.from({ length: rank }, (_, axis) =>
    shapes.reduce((size, shape) => {
      const own = shape[axis - rank + shape.length] ?? 1
      return size === 1 ? own : size
    }, 1)
  )
}

const sameAsFirst: Rule = call => [{ shape: at(call, 0).shape, dtype: at(call, 0).dtype }]

const broadcasting: Rule = call => result(broadcast(call.inputs.map(({ shape }) => shape)), at(call, 0).dtype)

const comparing: Rule = call => result(broadcast(call.inputs.map(({ shape }) => shape)), DATA_TYPE.bool)

const reducing: Rule = call => {
  const axes = numbers(call, 1)
  if (axes === undefined) return undefined
  const { shape, dtype } = at(call, 0)
  const reduced = new Set(axes.map(axis => (axis < 0 ? axis + shape.length : axis)))
  const isKept = call.attribute('keep_dims') === true
  const left = shape.flatMap((size, axis) => (reduced.has(axis) ? (isKept ? [1] : []) : [size]))
  return result(left, dtype)
}

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

/** The shape is the second input, a constant, with -1 for what is left. */
const reshaping: Rule = call => {
  const wanted = numbers(call, 1)
  if (wanted === undefined) return undefined
  const { shape, dtype } = at(call, 0)
  const size = shape.reduce((product, extent) => product * extent, 1)
  const known = wanted.reduce((product, extent) => (extent < 0 ? product : product * extent), 1)
  return result(
    wanted.map(extent => (extent < 0 ? size / known : extent)),
    dtype
  )
}

const concatenation: Rule = call => {
  const parts = call.inputs.slice(0, -1)
  const [given] = numbers(call, parts.length) ?? []
  const [first] = parts
  if (given === undefined || first === undefined) return undefined
  const axis = given < 0 ? given + first.shape.length : given
  const total = parts.reduce((sum, { shape }) => sum + (shape[axis] ?? 0), 0)
  return result(
    first.shape.map((size, index) => (index === axis ? total : size)),
    first.dtype
  )
}

const split: Rule = call => {
  const [sizes, [given] = []] = [numbers(call, 1), numbers(call, 2)]
  if (sizes === undefined || given === undefined) return undefined
  const { shape, dtype } = at(call, 0)
  const axis = given < 0 ? given + shape.length : given
  return sizes.map(size => ({ shape: shape.map((extent, index) => (index === axis ? size : extent)), dtype }))
}

const slicing: Rule = call => {
  const [from, sizes] = [numbers(call, 1), numbers(call, 2)]
  if (from === undefined || sizes === undefined) return undefined
  const { shape, dtype } = at(call, 0)
  const left = sizes.map((size, axis) => (size < 0 ? (shape[axis] ?? 0) - (from[axis] ?? 0) : size))
  return result(left, dtype)
}

const padding: Rule = call => {
  const added = numbers(call, 1)
  if (added === undefined) return undefined
  const { shape, dtype } = at(call, 0)
  return result(
    shape.map((size, axis) => size + (added[2 * axis] ?? 0) + (added[2 * axis + 1] ?? 0)),
    dtype
  )
}

const transposition: Rule = call => {
  const order = numbers(call, 1)
  const { shape, dtype } = at(call, 0)
  return result(
    order?.map(axis => shape[axis] ?? 0),
    dtype
  )
}

const tiling: Rule = call => {
  const times = numbers(call, 1)
  const { shape, dtype } = at(call, 0)
  return (
    times &&
    result(
      shape.map((size, axis) => size * (times[axis] ?? 1)),
      dtype
    )
  )
}

const largest: Rule = call => {
  const [count] = numbers(call, 1) ?? []
  if (count === undefined) return undefined
  const { shape, dtype } = at(call, 0)
  const found = [...shape.slice(0, -1), count]
  return [
    { shape: found, dtype },
    { shape: found, dtype: DATA_TYPE.int32 }
  ]
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

const fourier: Rule = call => {
  const [length] = numbers(call, 1) ?? []
  return length === undefined
    ? undefined
    : result([...at(call, 0).shape.slice(0, -1), Math.floor(length / 2) + 1], DATA_TYPE.complex64)
}

const depthToSpace: Rule = call => {
  const [batch = 0, rows = 0, columns = 0, channels = 0] = at(call, 0).shape
  const block = Number(call.attribute('block_size'))
  return result([batch, rows * block, columns * block, channels / block ** 2])
}

const filled: Rule = call => result(numbers(call, 0), at(call, 1).dtype)

const SAME = [
  'Abs',
  'Exp',
  'Identity',
  'Log',
  'Log1p',
  'Neg',
  'Relu',
  'ReluGrad',
  'ReverseV2',
  'Reciprocal',
  'Rsqrt',
  'Sigmoid'
]
const MORE_SAME = [
  'SigmoidGrad',
  'Softmax',
  'Sqrt',
  'Square',
  'Tanh',
  'ZerosLike',
  'OnesLike',
  'Sign',
  'MaxPoolGrad'
]
const BROADCASTING = [
  'Add',
  'AddV2',
  'Sub',
  'Mul',
  'RealDiv',
  'Div',
  'Maximum',
  'Minimum',
  'Pow',
  'SquaredDifference'
]
const COMPARING = [
  'Equal',
  'NotEqual',
  'Greater',
  'GreaterEqual',
  'Less',
  'LessEqual',
  'LogicalAnd',
  'LogicalOr'
]
const REDUCING = ['Sum', 'Mean', 'Max', 'Min', 'Prod', 'Any', 'All']

const all = (names: readonly string[], rule: Rule): [string, Rule][] => names.map(name => [name, rule])

const RULES: ReadonlyMap<string, Rule> = new Map<string, Rule>([
  ...all([...SAME, ...MORE_SAME], sameAsFirst),
  ...all(BROADCASTING, broadcasting),
  ...all(COMPARING, comparing),
  ...all(REDUCING, reducing),
  ['BatchMatMulV2', matrixProduct],
  ['BiasAdd', sameAsFirst],
  ['BiasAddGrad', call => result([at(call, 0).shape.at(-1) ?? 1])],
  ['BroadcastTo', reshaping],
  ['Cast', call => result(at(call, 0).shape, Number(call.attribute('DstT')))],
  ['ComplexAbs', call => result(at(call, 0).shape)],
  ['ConcatV2', concatenation],
  ['Conv2D', convolution],
  ['Conv2DBackpropFilter', call => result(numbers(call, 1))],
  ['Conv2DBackpropInput', call => result(numbers(call, 0))],
  ['DepthToSpace', depthToSpace],
  ['Fill', filled],
  ['FusedBatchNormGradV3', normalisationGradient],
  ['FusedBatchNormV3', normalisation],
  ['MaxPool', pooling],
  ['PadV2', padding],
  ['RFFT', fourier],
  ['Reshape', reshaping],
  ['SelectV2', call => result(broadcast(call.inputs.map(({ shape }) => shape)), at(call, 1).dtype)],
  ['Slice', slicing],
  ['SplitV', split],
  ['Tile', tiling],
  ['TopKV2', largest],
  ['Transpose', transposition]
])
