import type { Engine } from '../engine/engine.ts'
import type { Tensor } from '../engine/types.ts'
import type { ParameterSet } from '../layers/parameter-set.ts'

/** What a network needs of an engine. */
export type NetworkEngine = Pick<Engine, 'tf' | 'ops'>

/** A network with its numbers. */
export interface Network {
  readonly parameters: ParameterSet
  /** Its result for a batch of each input; training normalises by the batch and moves the running averages. */
  readonly forward: (inputs: readonly Tensor[], isTraining: boolean) => Tensor
}

/** The input of a network that takes one. */
export const onlyInput = (inputs: readonly Tensor[]): Tensor => {
  const [input] = inputs
  if (input === undefined || inputs.length !== 1) throw new Error('The network takes one input')
  return input
}
