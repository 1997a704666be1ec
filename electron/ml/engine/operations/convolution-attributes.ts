import { attribute } from '../native.ts'
import type { NativeAttribute } from '../native.ts'
import type { Padding, Pair } from '../types.ts'

/** Attributes of Conv2D and of its gradients. */
export const convolutionAttributes = (
  stride: Pair,
  padding: 'SAME' | 'VALID' | Padding
): NativeAttribute[] => {
  const explicit = typeof padding === 'string' ? [] : [0, 0, ...padding[0], ...padding[1], 0, 0]
  return [
    attribute.type('T'),
    attribute.ints('strides', [1, ...stride, 1]),
    attribute.string('padding', typeof padding === 'string' ? padding : 'EXPLICIT'),
    attribute.ints('explicit_paddings', explicit),
    attribute.string('data_format', 'NHWC'),
    attribute.ints('dilations', [1, 1, 1, 1]),
    attribute.bool('use_cudnn_on_gpu', true)
  ]
}
