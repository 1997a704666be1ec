import type { Engine } from '../../electron/ml/engine/engine-types.ts'
import type { Tensor } from '../../electron/ml/engine/types.ts'
import type { ParameterSet } from '../../electron/ml/layers/parameter-set.ts'
import { meanSquaredError } from '../../electron/ml/losses/mean-squared-error.ts'
import { twoHeads } from '../../electron/ml/losses/two-heads.ts'
import { createAutoencoder } from '../../electron/ml/models/autoencoder.ts'
import { createDualBranch, embeddingSize, REDUCED_DUAL_BRANCH } from '../../electron/ml/models/dual-branch.ts'
import { createMemoryAutoencoder } from '../../electron/ml/models/memory-autoencoder.ts'
import type { Network } from '../../electron/ml/models/network.ts'
import { createRandomSource } from '../../electron/ml/random.ts'
import { createScorer } from '../../electron/ml/training/scorer.ts'
import { createTrainer } from '../../electron/ml/training/trainer.ts'

// Everything here runs in Node and in a page: no files.

/** Networks with a second of sound as input and a quarter of their width; `tiny` is for quick checks. */
export const REDUCED_NETWORKS = ['tiny', 'ae', 'memcae', 'dual-branch'] as const
export type ReducedNetwork = (typeof REDUCED_NETWORKS)[number]

const SEED = 11
const CLIPS = 2
/** Windows of 5 frames in a second of sound. */
const WINDOWS = 28
const FRAMES = 112
const JOINT_CLASSES = 5
const MACHINE_CLASSES = 2
/**
 * At 1e-3 thirty steps with two clips blow rounding up: TensorFlow's own graph and its plain operations then differ
 * by percents, at this rate by less than 1e-4. The loss of the dual-branch network still falls by a quarter.
 */
const LEARNING_RATE = 5e-5
/** Batches that take turns. */
const BATCHES = 3

interface Reduced {
  readonly network: Network
  readonly parameters: ParameterSet
  /** Shapes of a batch of clips; labels follow where there are any. */
  readonly shapes: readonly (readonly number[])[]
  readonly labels: readonly number[]
  readonly loss: (batch: readonly Tensor[]) => Tensor
}

const reconstruction = (engine: Engine, network: Network, shape: readonly number[]): Reduced => ({
  network,
  parameters: network.parameters,
  shapes: [shape],
  labels: [],
  loss: ([x]) => {
    if (x === undefined) throw new Error('A batch has one tensor')
    return meanSquaredError(engine, network.forward([x], true), x)
  }
})

const dualBranch = (engine: Engine): Reduced => {
  const network = createDualBranch(engine, SEED, REDUCED_DUAL_BRANCH)
  const { frames, bins, spectrumBins } = REDUCED_DUAL_BRANCH
  const { parameters } = network
  const loss = twoHeads(
    { engine, parameters },
    {
      ...{ jointClasses: JOINT_CLASSES, machineClasses: MACHINE_CLASSES, subClusters: 16 },
      ...{ embedding: embeddingSize(REDUCED_DUAL_BRANCH), trainableCentres: true, dynamic: true }
    }
  )
  return {
    network,
    parameters,
    shapes: [
      [CLIPS, frames, bins],
      [CLIPS, spectrumBins]
    ],
    labels: [JOINT_CLASSES, MACHINE_CLASSES],
    loss: ([spectrogram, spectrum, joint, machine]) => {
      if (!spectrogram || !spectrum || !joint || !machine) throw new Error('A batch has four tensors')
      return loss(network.forward([spectrogram, spectrum], true), joint, machine, true)
    }
  }
}

const createReduced = (engine: Engine, name: ReducedNetwork): Reduced => {
  if (name === 'dual-branch') return dualBranch(engine)
  if (name === 'memcae') {
    const options = { slots: 500, slotSize: 32, channels: [4, 8, 16, 32] }
    return reconstruction(engine, createMemoryAutoencoder(engine, SEED, options), [CLIPS, FRAMES, 256])
  }
  const options =
    name === 'ae'
      ? { inputs: 640, hidden: [32, 32, 32, 32, 2, 32, 32, 32, 32] }
      : { inputs: 80, hidden: [24] }
  return reconstruction(engine, createAutoencoder(engine, SEED, options), [CLIPS * WINDOWS, options.inputs])
}

/** Goes up and down between -1 and 1 once a turn, by sums and products alone: the same in every runtime. */
const wave = (turns: number): number => {
  const part = turns - Math.floor(turns)
  return part < 0.5 ? 8 * part * (1 - 2 * part) : -8 * (part - 0.5) * (2 - 2 * part)
}

/** Smooth inputs from 0 to 1, each row another mixture of waves, then labels of one class each. */
const batchOf = ({ tf }: Engine, { shapes, labels }: Reduced, index: number): Tensor[] => {
  const random = createRandomSource(100 + index)
  const inputs = shapes.map(shape => {
    const size = shape.reduce((product, extent) => product * extent, 1)
    const width = shape.at(-1) ?? 1
    const values = new Float32Array(size)
    for (let row = 0; row < size / width; row++) {
      const [speed, phase, depth] = [1 + 9 * random.uniform(), random.uniform(), random.uniform()]
      for (let column = 0; column < width; column++) {
        const turns = (speed * column) / width + phase
        values[row * width + column] = 0.5 + 0.25 * (wave(turns) + depth * wave(3 * turns))
      }
    }
    return tf.tensor(values, [...shape])
  })
  const classes = labels.map(count => {
    const rows = new Float32Array(CLIPS * count)
    for (let clip = 0; clip < CLIPS; clip++) rows[clip * count + ((index + clip) % count)] = 1
    return tf.tensor2d(rows, [CLIPS, count])
  })
  return [...inputs, ...classes]
}

/** Trains a reduced network from the same weights by the same batches; gives the loss of each step. */
export const trainReduced = async (
  engine: Engine,
  name: ReducedNetwork,
  steps: number
): Promise<{ readonly losses: number[]; readonly weights: Uint8Array }> => {
  const reduced = createReduced(engine, name)
  const { parameters, loss } = reduced
  const trainer = createTrainer(engine, { parameters, loss, learningRate: LEARNING_RATE, weightDecay: 1e-5 })
  const batches = Array.from({ length: BATCHES }, (_, index) => batchOf(engine, reduced, index))
  const losses: number[] = []
  try {
    for (let step = 0; step < steps; step++) losses.push(await trainer.step(batches[step % BATCHES] ?? []))
    return { losses, weights: await parameters.save() }
  } finally {
    trainer.dispose()
    parameters.dispose()
    engine.tf.dispose(batches)
  }
}

/** What a reduced network gives for a batch when it scores, with given weights or those of the seed. */
export const scoreReduced = async (
  engine: Engine,
  name: ReducedNetwork,
  weights?: Uint8Array
): Promise<Float32Array> => {
  const reduced = createReduced(engine, name)
  const { network, parameters, shapes } = reduced
  if (weights !== undefined) parameters.load(weights)
  const scorer = createScorer(engine, { parameters, work: batch => [network.forward(batch, false)] })
  const batch = batchOf(engine, reduced, 0)
  const results = scorer.run(batch.slice(0, shapes.length))
  try {
    return (await results[0]?.data<'float32'>())?.slice() ?? new Float32Array()
  } finally {
    scorer.dispose()
    parameters.dispose()
    engine.tf.dispose([batch, results])
  }
}
