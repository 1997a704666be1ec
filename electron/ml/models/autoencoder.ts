import { linear, linearWithoutBias } from '../layers/dense.ts'
import { sequence } from '../layers/layer.ts'
import type { Build, Layer } from '../layers/layer.ts'
import { batchNormalisation } from '../layers/normalisation.ts'
import { createParameterSet } from '../layers/parameter-set.ts'
import { onlyInput } from './network.ts'
import type { Network, NetworkEngine } from './network.ts'

/** Sizes of an autoencoder of dense layers. */
export interface AutoencoderOptions {
  /** Numbers of one input: 5 frames of 128 mel bands. */
  readonly inputs: number
  /** Units of the hidden layers. */
  readonly hidden: readonly number[]
}

/** The official baseline of DCASE Task 2, 2023 to 2026. */
export const BASELINE_AUTOENCODER: AutoencoderOptions = {
  inputs: 640,
  hidden: [128, 128, 128, 128, 8, 128, 128, 128, 128]
}

/** Dense autoencoder: each hidden layer with batch normalisation and ReLU, the last without. [batch, inputs] to the same. */
export const createAutoencoder = (
  engine: NetworkEngine,
  seed: number,
  { inputs, hidden }: AutoencoderOptions = BASELINE_AUTOENCODER
): Network => {
  const parameters = createParameterSet(engine.tf, seed)
  const build: Build = { engine, parameters }
  const layers = hidden.flatMap((units, index): Layer[] => [
    // The batch normalisation after it would take a bias away.
    linearWithoutBias(build, `hidden${index + 1}`, hidden[index - 1] ?? inputs, units),
    batchNormalisation(build, `hidden${index + 1}/normalise`, units),
    x => engine.ops.relu(x)
  ])
  const all = sequence(...layers, linear(build, 'output', hidden.at(-1) ?? inputs, inputs))
  return { parameters, forward: (given, isTraining) => all(onlyInput(given), isTraining) }
}
