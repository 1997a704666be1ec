import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestEngine } from '../../support/engine.ts'
import type { Engine } from '../../../electron/ml/engine/engine.ts'
import { createGraphFunction } from '../../../electron/ml/engine/graph/graph-function.ts'
import { nativeBackend } from '../../../electron/ml/engine/native.ts'
import { isTensorflowInstalled } from '../../../electron/ml/engine/tensorflow.ts'
import type { Tensor } from '../../../electron/ml/engine/types.ts'
import { everythingOf, networkErrors } from '../../support/network-errors.ts'
import { networkFixture } from '../../support/networks.ts'
import type { NetworkReference } from '../../support/networks.ts'
import { networkCase } from '../../support/network-cases.ts'
import type { NetworkCase } from '../../support/network-cases.ts'

const TOLERANCE = 1e-4
// At full size so many maxima are nearly equal that PyTorch's own float32 gradients miss float64's by as much.
const FULL_SIZE_GRADIENTS = 0.05
const FULL_SIZE = 'dual-branch 10 s'
const isAsked = process.env.EARSHOT_TEST_LONG === '1'

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
        await expectReference(engine, network, reference)
      })

      // The graph of a second has the same operations as that of ten.
      it.runIf(isAsked || reference.case !== FULL_SIZE)('gives the same as one graph', async () => {
        const native = nativeBackend(engine.tf)
        if (native === null) throw new Error('TensorFlow is not in use')
        network.reset()
        const variables = [...network.parameters.trained, ...network.parameters.states].map(
          named => named.variable
        )
        const work = (inputs: readonly Tensor[]) => everythingOf(engine, network, inputs)
        const options = { precision: 'float32', compile: false, isFrozen: false } as const
        const graph = createGraphFunction(engine.tf, native, work, network.inputs, variables, options)
        // Recording moved the running averages.
        network.reset()
        graph.push?.()
        try {
          await expectReference(engine, network, reference, inputs => graph.run(inputs))
        } finally {
          graph.dispose()
        }
      })
    })
  }
)

const expectReference = async (
  engine: Engine,
  network: NetworkCase,
  reference: NetworkReference,
  run?: (inputs: readonly Tensor[]) => Tensor[]
): Promise<void> => {
  const errors = await networkErrors(engine, network, reference, run)
  const tolerance = (name: string): number =>
    reference.case === FULL_SIZE && name in reference.gradients ? FULL_SIZE_GRADIENTS : TOLERANCE
  expect(Object.entries(errors).filter(([name, error]) => !(error <= tolerance(name)))).toEqual([])
}
