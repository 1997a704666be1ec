import type { NativeAttribute } from '../../native.ts'
import { ARRANGEMENT } from './arrangement.ts'
import { ELEMENT_WISE } from './element-wise.ts'
import { NETWORKS } from './networks.ts'
import { REDUCTIONS } from './reductions.ts'
import type { Call, Described, Rule } from './rule.ts'

const RULES: ReadonlyMap<string, Rule> = new Map([
  ...ELEMENT_WISE,
  ...NETWORKS,
  ...REDUCTIONS,
  ...ARRANGEMENT
])

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
