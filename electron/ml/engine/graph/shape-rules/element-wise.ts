import { DATA_TYPE } from '../../native.ts'
import { allBy, at, broadcast, result } from './rule.ts'
import type { Rule } from './rule.ts'

const sameAsFirst: Rule = call => [{ shape: at(call, 0).shape, dtype: at(call, 0).dtype }]

const broadcasting: Rule = call => result(broadcast(call.inputs.map(({ shape }) => shape)), at(call, 0).dtype)

const comparing: Rule = call => result(broadcast(call.inputs.map(({ shape }) => shape)), DATA_TYPE.bool)

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
  'Sigmoid',
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

/** Operations on each number by itself, or on the numbers at one place of several tensors. */
export const ELEMENT_WISE: readonly (readonly [string, Rule])[] = [
  ...allBy(SAME, sameAsFirst),
  ...allBy(BROADCASTING, broadcasting),
  ...allBy(COMPARING, comparing),
  ['BiasAdd', sameAsFirst],
  ['Cast', call => result(at(call, 0).shape, Number(call.attribute('DstT')))],
  ['ComplexAbs', call => result(at(call, 0).shape)],
  ['SelectV2', call => result(broadcast(call.inputs.map(({ shape }) => shape)), at(call, 1).dtype)]
]
