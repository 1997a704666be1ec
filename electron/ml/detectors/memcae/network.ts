import type { Engine } from '../../engine/engine.ts'
import type { Tensor } from '../../engine/types.ts'
import { meanSquaredError } from '../../losses/mean-squared-error.ts'
import { createMemoryAutoencoder } from '../../models/memory-autoencoder.ts'
import type { Network } from '../../models/network.ts'
import { createRandomSource } from '../../random.ts'
import type { Checkpoints } from '../../training/checkpoint.ts'
import type { FeatureFile } from '../../training/feature-file.ts'
import { train } from '../../training/loop.ts'
import type { BatchSource, LoopResult } from '../../training/loop.ts'
import { createScorer } from '../../training/scorer.ts'
import type { Scorer } from '../../training/scorer.ts'
import { createTrainer } from '../../training/trainer.ts'
import { inBatches } from '../in-batches.ts'
import type { SystemContext } from '../system.ts'
import type { MemcaeParameters } from './parameters.ts'
import { networkSizes } from './parameters.ts'
import { BINS, framesOf, readFrames } from './spectra.ts'

/** What one network is trained on. */
export interface TrainingPart {
  readonly file: FeatureFile
  /** Takes of the file that are trained on, and those that the validation loss comes from. */
  readonly takes: readonly number[]
  readonly validation: readonly number[]
  readonly params: MemcaeParameters
  readonly checkpoints?: Checkpoints
}

/** A network with its first numbers. */
export const createNetwork = (engine: Engine, seed: number, params: MemcaeParameters): Network =>
  createMemoryAutoencoder(engine, seed, networkSizes(params))

/** Trains a network on some takes; it stays the caller's. */
export const trainNetwork = async (
  engine: Engine,
  network: Network,
  { file, takes, validation, params, checkpoints }: TrainingPart,
  { seed, signal, budgetS, report, onEpoch }: SystemContext
): Promise<LoopResult> => {
  const trainer = createTrainer(engine, {
    parameters: network.parameters,
    learningRate: params.learningRate,
    loss: ([x]) => {
      if (x === undefined) throw new Error('A batch has one tensor')
      return meanSquaredError(engine, network.forward([x], true), x)
    }
  })
  const scorer = createErrorScorer(engine, network)
  try {
    return await train({
      tf: engine.tf,
      trainer,
      source: batchesOf(engine, file, takes),
      batchSize: params.batch,
      epochs: params.epochs,
      random: createRandomSource(seed),
      onStep: fraction => report?.(fraction, 'training'),
      onEpoch: epoch => onEpoch?.(epoch),
      ...(signal !== undefined && { signal }),
      ...(budgetS !== undefined && { budgetS }),
      ...(checkpoints !== undefined && {
        // Other machines may be still to be trained: this one is not trained again after an interruption.
        checkpoints: { ...checkpoints, remove: () => Promise.resolve() }
      }),
      ...(validation.length > 0 && {
        validate: async () => {
          scorer.refresh()
          const errors = await inBatches(engine, validation, {
            featuresOf: async take => readFrames(file, take, 0, framesOf(file, take)),
            resultsOf: (_, spectrograms, count) => errorsOf(engine, scorer, spectrograms, count)
          })
          return errors.reduce((sum, error) => sum + error, 0) / validation.length
        }
      })
    })
  } finally {
    trainer.dispose()
    scorer.dispose()
  }
}

/**
 * Batches of one shape: clips at different speeds have different lengths, so as many frames as the shortest take has
 * are cut from each at a random place.
 */
const batchesOf = ({ tf }: Engine, file: FeatureFile, takes: readonly number[]): BatchSource => {
  const frames = Math.min(...takes.map(take => framesOf(file, take)))
  return {
    count: takes.length,
    batch: (items, random) => {
      const rows = new Float32Array(items.length * frames * BINS)
      for (const [row, item] of items.entries()) {
        const take = takes[item] as number
        const first = Math.floor(random.uniform() * (framesOf(file, take) - frames + 1))
        rows.set(readFrames(file, take, first, frames), row * frames * BINS)
      }
      return Promise.resolve([tf.tensor3d(rows, [items.length, frames, BINS])])
    }
  }
}

/** Mean squared error of each clip of a batch, by the running averages. */
export const createErrorScorer = (engine: Engine, network: Network): Scorer =>
  createScorer(engine, {
    parameters: network.parameters,
    work: ([x]) => {
      if (x === undefined) throw new Error('A batch has one tensor')
      return [engine.ops.mean(engine.ops.square(engine.tf.sub(network.forward([x], false), x)), [1, 2])]
    }
  })

/** Mean squared error of the reconstruction of each of some spectrograms [count x frames x 256]. */
export const errorsOf = async (
  engine: Engine,
  scorer: Scorer,
  spectrograms: Float32Array,
  count: number
): Promise<Float32Array> => {
  const x = engine.tf.tensor3d(spectrograms, [count, spectrograms.length / (count * BINS), BINS])
  let errors: Tensor[] = []
  try {
    errors = scorer.run([x])
    if (errors[0] === undefined) throw new Error('A network has one result')
    return await errors[0].data<'float32'>()
  } finally {
    engine.tf.dispose([x, ...errors])
  }
}
