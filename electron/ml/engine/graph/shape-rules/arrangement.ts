import { at, numbers, result } from './rule.ts'
import type { Rule } from './rule.ts'

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

const depthToSpace: Rule = call => {
  const [batch = 0, rows = 0, columns = 0, channels = 0] = at(call, 0).shape
  const block = Number(call.attribute('block_size'))
  return result([batch, rows * block, columns * block, channels / block ** 2])
}

const filled: Rule = call => result(numbers(call, 0), at(call, 1).dtype)

/** Operations that put numbers elsewhere, or take some of them. */
export const ARRANGEMENT: readonly (readonly [string, Rule])[] = [
  ['BroadcastTo', reshaping],
  ['ConcatV2', concatenation],
  ['DepthToSpace', depthToSpace],
  ['Fill', filled],
  ['PadV2', padding],
  ['Reshape', reshaping],
  ['Slice', slicing],
  ['SplitV', split],
  ['Tile', tiling],
  ['Transpose', transposition]
]
