import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestEngine } from '../../support/engine.ts'
import type { Engine } from '../../../electron/ml/engine/engine.ts'
import { createGraphFunction } from '../../../electron/ml/engine/graph/graph-function.ts'
import { nativeBackend } from '../../../electron/ml/engine/native.ts'
import { lossAndGradients } from '../../../electron/ml/engine/step/gradients.ts'
import { isTensorflowInstalled } from '../../../electron/ml/engine/tensorflow.ts'
import type { Tensor } from '../../../electron/ml/engine/types.ts'
import { networkFixture, relativeError } from '../../support/networks.ts'
import type { NetworkReference } from '../../support/networks.ts'
import { networkCase } from '../../support/network-cases.ts'
import type { NetworkCase } from '../../support/network-cases.ts'

const TOLERANCE = 1e-4
// At full size so many maxima are nearly equal that PyTorch's own float32 gradients miss float64's by as much.
const FULL_SIZE_GRADIENTS = 0.05

describe.skipIf(!isTensorflowInstalled())(
  'networks [needs engine: TensorFlow, npm run setup -- --engine]',
  () => {
    let engine: Engine
    beforeAll(async () => {
      engine = await openTestEngine()
    })

    describe.each(networkFixture().cases)('$case', reference => {
      let network: NetworkCase
      let before = 0
      beforeAll(() => {
        before = engine.memory().nativeTensors
        network = networkCase(engine, reference)
      })
      afterAll(() => {
        network.dispose()
        expect(engine.memory().nativeTensors).toBe(before)
      })

      it('gives the results, loss, gradients and running averages of PyTorch, operation by operation', async () => {
        await expectReference(network, reference, inputs =>
          engine.tf.tidy(() => everything(engine, network, inputs))
        )
      })

      it('gives the same as one graph', async () => {
        const native = nativeBackend(engine.tf)
        if (native === null) throw new Error('TensorFlow is not in use')
        network.reset()
        const variables = [...network.parameters.trained, ...network.parameters.states].map(
          named => named.variable
        )
        const work = (inputs: readonly Tensor[]) => everything(engine, network, inputs)
        const options = { precision: 'float32', compile: false, isFrozen: false } as const
        const graph = createGraphFunction(engine.tf, native, work, network.inputs, variables, options)
        // Recording moved the running averages.
        network.reset()
        graph.push?.()
        try {
          await expectReference(network, reference, inputs => graph.run(inputs))
        } finally {
          graph.dispose()
        }
      })
    })
  }
)

/** Result, loss, gradients and states of one batch, in this order. */
const everything = ({ tf }: Engine, network: NetworkCase, inputs: readonly Tensor[]): Tensor[] => {
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

const expectReference = async (
  network: NetworkCase,
  reference: NetworkReference,
  run: (inputs: readonly Tensor[]) => Tensor[]
): Promise<void> => {
  network.reset()
  const tensors = run(network.inputs)
  const values = await Promise.all(tensors.map(tensor => tensor.data()))
  for (const tensor of tensors) tensor.dispose()
  const [result = [], loss = [], ...rest] = values
  const isFullSize = reference.case === 'dual-branch 10 s'
  const errors: Record<string, number> = {
    result: relativeError(result, reference.result),
    loss: Math.abs((loss[0] ?? NaN) - reference.loss) / Math.abs(reference.loss)
  }
  const trained = network.parameters.trained.map(({ name }) => name)
  const names = [...trained, ...network.parameters.states.map(({ name }) => name)]
  for (const [index, name] of names.entries()) {
    const wanted = (index < trained.length ? reference.gradients : reference.states)[name]
    if (wanted === undefined) throw new Error(`PyTorch has no ${name}`)
    const isGradient = index < trained.length
    const error = relativeError(rest[index] ?? [], wanted)
    errors[name] = isGradient && isFullSize ? error * (TOLERANCE / FULL_SIZE_GRADIENTS) : error
  }
  const wrong = Object.entries(errors).filter(([, error]) => !(error <= TOLERANCE))
  expect(wrong).toEqual([])
}
