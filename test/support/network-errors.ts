import type { Engine } from '../../electron/ml/engine/engine-types.ts'
import { lossAndGradients } from '../../electron/ml/engine/step/gradients.ts'
import type { Tensor } from '../../electron/ml/engine/types.ts'
import { relativeError } from './networks.ts'
import type { NetworkReference } from './networks.ts'
import type { NetworkCase } from './network-cases.ts'

/** Result, loss, gradients and states of one batch, in this order. */
export const everythingOf = ({ tf }: Engine, network: NetworkCase, inputs: readonly Tensor[]): Tensor[] => {
  let result: Tensor | undefined
  const model = {
    parameters: network.parameters.trained.map(({ variable }) => ({
      variable,
      first: variable,
      second: variable
    })),
    decay: [],
    states: [],
    loss: (batch: readonly Tensor[]) => {
      const found = network.forward(batch)
      result = tf.keep(found.result.clone())
      return found.loss
    }
  }
  const { loss, gradients } = lossAndGradients(tf, model, inputs)
  if (result === undefined) throw new Error('The network was not run')
  const found = gradients.map((gradient, index) => {
    if (gradient === null) throw new Error(`No gradient of ${network.parameters.trained[index]?.name}`)
    return gradient
  })
  return [result, loss, ...found, ...network.parameters.states.map(({ variable }) => variable.clone())]
}

/** How far result, loss, every gradient and every state are from the reference, relative, by name. */
export const networkErrors = async (
  engine: Engine,
  network: NetworkCase,
  reference: NetworkReference,
  run: (inputs: readonly Tensor[]) => Tensor[] = inputs =>
    engine.tf.tidy(() => everythingOf(engine, network, inputs))
): Promise<Record<string, number>> => {
  network.reset()
  const tensors = run(network.inputs)
  const values = await Promise.all(tensors.map(tensor => tensor.data()))
  for (const tensor of tensors) tensor.dispose()
  const [result = [], loss = [], ...rest] = values
  const errors: Record<string, number> = {
    result: relativeError(result, reference.result),
    loss: Math.abs((loss[0] ?? NaN) - reference.loss) / Math.abs(reference.loss)
  }
  const trained = network.parameters.trained.map(({ name }) => name)
  const names = [...trained, ...network.parameters.states.map(({ name }) => name)]
  for (const [index, name] of names.entries()) {
    const wanted = (index < trained.length ? reference.gradients : reference.states)[name]
    if (wanted === undefined) throw new Error(`PyTorch has no ${name}`)
    errors[name] = relativeError(rest[index] ?? [], wanted)
  }
  return errors
}
