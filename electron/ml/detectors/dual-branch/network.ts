import type { Engine } from '../../engine/engine.ts'
import type { Tensor } from '../../engine/types.ts'
import { lessMeanOverTime } from '../../features/dual-branch-magnitudes.ts'
import { twoHeads } from '../../losses/two-heads.ts'
import { createParameterSet } from '../../layers/parameter-set.ts'
import type { ParameterSet } from '../../layers/parameter-set.ts'
import { createDualBranch, embeddingSize } from '../../models/dual-branch.ts'
import type { Network } from '../../models/network.ts'
import { createScorer } from '../../training/scorer.ts'
import type { Scorer } from '../../training/scorer.ts'
import { magnitudeTensors } from './batches.ts'
import type { FeatureSizes } from './clip-features.ts'
import type { DualBranchParameters } from './parameters.ts'

/** The network for some sizes, weights from the seed. */
export const networkOf = (
  engine: Engine,
  seed: number,
  sizes: FeatureSizes,
  { width }: DualBranchParameters
): Network => {
  const { frames, bins, spectrumBins } = sizes
  return createDualBranch(engine, seed, { frames, bins, spectrumBins, width })
}

/** The loss of a batch, and everything that is trained for it: the network's numbers, then the heads'. */
export interface NetworkLoss {
  readonly parameters: ParameterSet
  readonly loss: (batch: readonly Tensor[]) => Tensor
  /** Frees the heads; the network's numbers stay. */
  readonly dispose: () => void
}

/** Joint and machine loss of a network. The heads are needed for training only and are not saved with it. */
export const networkLoss = (
  engine: Engine,
  network: Network,
  seed: number,
  params: DualBranchParameters,
  classes: { readonly joint: number; readonly machine: number },
  sizes: FeatureSizes
): NetworkLoss => {
  const heads = createParameterSet(engine.tf, seed + 1)
  const { frames, bins, spectrumBins } = sizes
  const loss = twoHeads(
    { engine, parameters: heads },
    {
      jointClasses: classes.joint,
      machineClasses: classes.machine,
      subClusters: params.subClusters,
      embedding: embeddingSize({ frames, bins, spectrumBins, width: params.width }),
      trainableCentres: params.trainableCentres,
      dynamic: params.dynamicScale
    }
  )
  return {
    parameters: joined(network.parameters, heads),
    loss: ([spectrogram, spectrum, joint, machine]) => {
      if (!spectrogram || !spectrum || !joint || !machine) throw new Error('A batch has four tensors')
      const embedding = network.forward([lessMeanOverTime(engine, spectrogram), spectrum], true)
      return loss(embedding, joint, machine, true)
    },
    dispose: heads.dispose
  }
}

/** Two sets as one, for a trainer; reading or writing either fetches or hands over both. */
const joined = (network: ParameterSet, heads: ParameterSet): ParameterSet => ({
  ...network,
  trained: [...network.trained, ...heads.trained],
  states: [...network.states, ...heads.states],
  get onRead() {
    return network.onRead
  },
  set onRead(action: () => void) {
    network.onRead = action
  },
  get onWrite() {
    return network.onWrite
  },
  set onWrite(action: () => void) {
    network.onWrite = action
  }
})

/** Embeddings of magnitudes, by the running averages. */
export const createEmbedder = (engine: Engine, network: Network): Scorer =>
  createScorer(engine, {
    parameters: network.parameters,
    work: ([spectrogram, spectrum]) => {
      if (!spectrogram || !spectrum) throw new Error('A batch has two tensors')
      return [network.forward([lessMeanOverTime(engine, spectrogram), spectrum], false)]
    }
  })

/** Embeddings of features [batch x all], one row a clip. */
export const embed = async (
  { tf }: Engine,
  embedder: Scorer,
  sizes: FeatureSizes,
  features: Float32Array
): Promise<Float64Array[]> => {
  const inputs = magnitudeTensors(tf, sizes, features)
  let results: Tensor[] = []
  try {
    results = embedder.run(inputs)
    const [embedding] = results
    if (embedding === undefined) throw new Error('A network has one result')
    const values = await embedding.data<'float32'>()
    const [batch = 1, numbers = 0] = embedding.shape
    return Array.from({ length: batch }, (_, row) =>
      Float64Array.from(values.subarray(row * numbers, (row + 1) * numbers))
    )
  } finally {
    tf.dispose([...inputs, ...results])
  }
}
