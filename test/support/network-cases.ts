import type { Engine } from '../../electron/ml/engine/engine.ts'
import type { Tensor } from '../../electron/ml/engine/types.ts'
import type { ParameterSet } from '../../electron/ml/layers/parameter-set.ts'
import { meanSquaredError } from '../../electron/ml/losses/mean-squared-error.ts'
import { twoHeads } from '../../electron/ml/losses/two-heads.ts'
import { createAutoencoder } from '../../electron/ml/models/autoencoder.ts'
import {
  createDualBranch,
  DUAL_BRANCH,
  embeddingSize,
  REDUCED_DUAL_BRANCH
} from '../../electron/ml/models/dual-branch.ts'
import type { DualBranchOptions } from '../../electron/ml/models/dual-branch.ts'
import { createMemoryAutoencoder, MEMORY_AUTOENCODER } from '../../electron/ml/models/memory-autoencoder.ts'
import type { Network } from '../../electron/ml/models/network.ts'
import { patternTensor, setByPattern, softLabels, waveTensor, WAVES } from './networks.ts'
import type { NetworkReference } from './networks.ts'

/** A network with its loss and one batch, as make.py has it. */
export interface NetworkCase {
  readonly parameters: ParameterSet
  readonly inputs: readonly Tensor[]
  readonly forward: (inputs: readonly Tensor[]) => { readonly result: Tensor; readonly loss: Tensor }
  /** Sets all variables by the formula. */
  readonly reset: () => void
  readonly dispose: () => void
}

const INPUT_SEED = 1000

/** The network of a reference, its variables set by the formula. */
export const networkCase = (engine: Engine, reference: NetworkReference): NetworkCase => {
  const { parameters, inputs, forward } = partsOf(engine, reference)
  const scales = parameters.states.filter(({ variable }) => variable.rank === 0)
  const firstScales = scales.map(({ variable }) => variable.clone())
  const reset = (): void => {
    setByPattern(engine.tf, parameters, reference.order)
    scales.forEach(({ variable }, index) => variable.assign(firstScales[index] ?? variable))
  }
  reset()
  return {
    parameters,
    inputs,
    forward,
    reset,
    dispose: () => {
      parameters.dispose()
      engine.tf.dispose([...inputs, ...firstScales])
    }
  }
}

type Parts = Pick<NetworkCase, 'parameters' | 'inputs' | 'forward'>

const partsOf = (engine: Engine, { case: name, seed = INPUT_SEED }: NetworkReference): Parts => {
  const { tf } = engine
  if (name === 'ae') {
    return reconstruction(engine, createAutoencoder(engine, 1), patternTensor(tf, [64, 640], INPUT_SEED, -1))
  }
  if (name.startsWith('memcae')) {
    const options = name.endsWith(' a') ? MEMORY_AUTOENCODER.a : MEMORY_AUTOENCODER.b
    const input = patternTensor(tf, [2, 32, 256], seed, 0)
    return reconstruction(engine, createMemoryAutoencoder(engine, 1, options), input)
  }
  const options = {
    'dual-branch 10 s': { sizes: DUAL_BRANCH, batch: 4, joint: 67, machines: 7 },
    'dual-branch 1 s': { sizes: { ...REDUCED_DUAL_BRANCH, width: 1 }, batch: 4, joint: 67, machines: 7 },
    'dual-branch reduced': { sizes: REDUCED_DUAL_BRANCH, batch: 4, joint: 5, machines: 2 }
  }[name]
  if (options === undefined) throw new Error(`No network for ${name}`)
  return dualBranch(engine, options.sizes, { ...options, seed })
}

const reconstruction = (engine: Engine, { parameters, forward }: Network, input: Tensor): Parts => ({
  parameters,
  inputs: [input],
  forward: inputs => {
    const result = forward(inputs, true)
    return { result, loss: meanSquaredError(engine, result, inputs[0] ?? result) }
  }
})

interface Counts {
  readonly batch: number
  readonly joint: number
  readonly machines: number
  readonly seed: number
}

const dualBranch = (
  engine: Engine,
  options: DualBranchOptions,
  { batch, joint, machines, seed }: Counts
): Parts => {
  const { tf } = engine
  const { parameters, forward } = createDualBranch(engine, 1, options)
  const loss = twoHeads(
    { engine, parameters },
    {
      ...{
        jointClasses: joint,
        machineClasses: machines,
        subClusters: 16,
        embedding: embeddingSize(options)
      },
      ...{ trainableCentres: true, dynamic: true }
    }
  )
  return {
    parameters,
    inputs: tf.tidy(() => [
      waveTensor(tf, [batch, options.frames, options.bins], seed, -1, WAVES.spectrogram),
      tf.reshape(waveTensor(tf, [batch, options.spectrumBins, 1], seed + 1, 0, WAVES.spectrum), [batch, -1]),
      softLabels(tf, batch, joint),
      softLabels(tf, batch, machines)
    ]),
    forward: inputs => {
      const [spectrogram, spectrum, jointLabels, machineLabels] = inputs
      if (!spectrogram || !spectrum || !jointLabels || !machineLabels) throw new Error('An input is missing')
      const result = forward([spectrogram, spectrum], true)
      return { result, loss: loss(result, jointLabels, machineLabels, true) }
    }
  }
}
