import { DATA_TYPE } from '../../native.ts'
import type { NativeAttribute } from '../../native.ts'

/** A tensor that is not computed: its shape and type, and its numbers where they are a constant's. */
export interface Described {
  readonly shape: readonly number[]
  readonly dtype: number
  readonly values?: ArrayLike<number>
}

/** An operation: what it is given. */
export interface Call {
  readonly inputs: readonly Described[]
  readonly attribute: (name: string) => NativeAttribute['value'] | undefined
}

/** Results of an operation from its inputs; undefined where they cannot be told without computing. */
export type Rule = (call: Call) => readonly Described[] | undefined

/** An input of the operation. */
export const at = (call: Call, index: number): Described => {
  const input = call.inputs[index]
  if (input === undefined) throw new Error(`An operation lacks input ${index}`)
  return input
}

/** Small numbers of a constant input, such as axes or sizes. */
export const numbers = (call: Call, index: number): number[] | undefined => {
  const { values } = at(call, index)
  return values === undefined ? undefined : Array.from(values)
}

/** A list of whole numbers among the attributes; empty where there is none. */
export const ints = (call: Call, name: string): readonly number[] => {
  const value = call.attribute(name)
  return typeof value === 'object' ? value : []
}

/** One result; undefined where its shape is not known. */
export const result = (shape: readonly number[] | undefined, dtype: number = DATA_TYPE.float32) =>
  shape === undefined ? undefined : [{ shape, dtype }]

/** The shape that numpy's broadcasting gives. */
export const broadcast = (shapes: readonly (readonly number[])[]): number[] => {
  const rank = Math.max(...shapes.map(({ length }) => length))
  return Array.from({ length: rank }, (_, axis) =>
    shapes.reduce((size, shape) => {
      const own = shape[axis - rank + shape.length] ?? 1
      return size === 1 ? own : size
    }, 1)
  )
}

/** One rule for several operations. */
export const allBy = (names: readonly string[], rule: Rule): [string, Rule][] =>
  names.map(name => [name, rule])
