import { attribute } from '../native.ts'
import type { NativeBackend } from '../native.ts'
import type { Tensor, Tf, Variable } from '../types.ts'

export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const

/** What of Adam changes from step to step. */
export interface AdamRates {
  readonly rate: number
  readonly epsilon: number
}

/**
 * The corrected learning rate and epsilon of step 1, 2, …: with them m·rate / (√v + epsilon) is PyTorch's update
 * (Kingma and Ba, Adam, section 2, the order of computation made efficient; epsilon inside the correction).
 */
export const adamRates = (step: number, learningRate: number): AdamRates => {
  const second = Math.sqrt(1 - ADAM.beta2 ** step)
  return { rate: (learningRate * second) / (1 - ADAM.beta1 ** step), epsilon: ADAM.epsilon * second }
}

/** One parameter with its moments. */
export interface AdamParameter {
  readonly variable: Variable
  readonly first: Variable
  readonly second: Variable
}

/** Updates parameters by their gradients; those without one stay as they are. */
export type ApplyAdam = (
  parameters: readonly AdamParameter[],
  gradients: readonly (Tensor | null)[],
  rates: AdamRates
) => void

/** Adam in plain TensorFlow.js. */
export const plainAdam =
  (tf: Tf): ApplyAdam =>
  (parameters, gradients, { rate, epsilon }) =>
    parameters.forEach(({ variable, first, second }, index) => {
      const gradient = gradients[index]
      if (gradient == null) return
      tf.tidy(() => {
        first.assign(tf.add(tf.mul(first, ADAM.beta1), tf.mul(gradient, 1 - ADAM.beta1)))
        second.assign(tf.add(tf.mul(second, ADAM.beta2), tf.mul(tf.square(gradient), 1 - ADAM.beta2)))
        const change = tf.div(tf.mul(first, rate), tf.add(tf.sqrt(second), epsilon))
        variable.assign(tf.sub(variable, change))
      })
    })

const DTYPE = attribute.type('dtype')

/** Attributes of ResourceApplyAdam. */
export const ADAM_ATTRIBUTES = [
  attribute.type('T'),
  attribute.bool('use_locking', false),
  attribute.bool('use_nesterov', false)
] as const

/** Adam by ResourceApplyAdam: one operation a parameter, on a resource that lives as long as the call. */
export const nativeAdam =
  (tf: Tf, native: NativeBackend): ApplyAdam =>
  (parameters, gradients, rates) => {
    const { binding } = native
    const resource = (value: Variable, name: string): number => {
      const attributes = [
        attribute.string('container', ''),
        attribute.string('shared_name', name),
        DTYPE,
        attribute.shape('shape', value.shape)
      ]
      const [handle] = binding.executeOp('VarHandleOp', attributes, [], 1)
      if (handle === undefined) throw new Error('VarHandleOp gave nothing')
      binding.executeOp('AssignVariableOp', [DTYPE], [handle.id, ...native.getInputTensorIds([value])], 0)
      return handle.id
    }
    const release = (handle: number): void => {
      binding.executeOp('DestroyResourceOp', [attribute.bool('ignore_lookup_error', true)], [handle], 0)
      binding.deleteTensor(handle)
    }
    tf.tidy(() => {
      // The rates are already corrected: powers of zero switch the operation's own correction off.
      const numbers = [0, 0, rates.rate, ADAM.beta1, ADAM.beta2, rates.epsilon].map(value => tf.scalar(value))
      const numberIds = native.getInputTensorIds(numbers)
      parameters.forEach(({ variable, first, second }, index) => {
        const gradient = gradients[index]
        if (gradient == null) return
        const values = [variable, first, second]
        const handles = values.map((value, part) => resource(value, `adam/${index}/${part}`))
        const inputs = [...handles, ...numberIds, ...native.getInputTensorIds([gradient])]
        binding.executeOp('ResourceApplyAdam', ADAM_ATTRIBUTES, inputs, 0)
        values.forEach((value, part) => {
          const [read] = binding.executeOp('ReadVariableOp', [DTYPE], [handles[part] ?? -1], 1)
          if (read !== undefined) value.assign(native.createOutputTensor(read))
        })
        for (const handle of handles) release(handle)
      })
    })
  }
