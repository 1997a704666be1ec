import { DATA_TYPE } from '../../native.ts'
import { allBy, at, numbers, result } from './rule.ts'
import type { Rule } from './rule.ts'

const reducing: Rule = call => {
  const axes = numbers(call, 1)
  if (axes === undefined) return undefined
  const { shape, dtype } = at(call, 0)
  const reduced = new Set(axes.map(axis => (axis < 0 ? axis + shape.length : axis)))
  const isKept = call.attribute('keep_dims') === true
  const left = shape.flatMap((size, axis) => (reduced.has(axis) ? (isKept ? [1] : []) : [size]))
  return result(left, dtype)
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

const fourier: Rule = call => {
  const [length] = numbers(call, 1) ?? []
  return length === undefined
    ? undefined
    : result([...at(call, 0).shape.slice(0, -1), Math.floor(length / 2) + 1], DATA_TYPE.complex64)
}

/** Operations that make fewer numbers, or other ones, of those along an axis. */
export const REDUCTIONS: readonly (readonly [string, Rule])[] = [
  ...allBy(['Sum', 'Mean', 'Max', 'Min', 'Prod', 'Any', 'All'], reducing),
  ['RFFT', fourier],
  ['TopKV2', largest]
]
