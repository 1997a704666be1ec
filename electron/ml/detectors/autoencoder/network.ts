import type { Engine } from '../../engine/engine.ts'
import type { Tensor } from '../../engine/types.ts'
import { meanSquaredError } from '../../losses/mean-squared-error.ts'
import { createAutoencoder } from '../../models/autoencoder.ts'
import type { Network } from '../../models/network.ts'
import { createRandomSource } from '../../random.ts'
import { createCheckpoints } from '../../training/checkpoint.ts'
import type { FeatureFile } from '../../training/feature-file.ts'
import { train } from '../../training/loop.ts'
import type { EpochReport, LoopResult } from '../../training/loop.ts'
import { createScorer } from '../../training/scorer.ts'
import type { Scorer } from '../../training/scorer.ts'
import { createTrainer } from '../../training/trainer.ts'
import type { SystemContext } from '../system.ts'
import type { AutoencoderParameters } from './parameters.ts'
import { readWindows, windowsOf, WINDOW_SIZE } from './windows.ts'
import type { WindowRefs } from './windows.ts'

/** What one network is trained on. */
export interface TrainingPart {
  readonly file: FeatureFile
  /** Clips of the file. */
  readonly clips: readonly number[]
  readonly params: AutoencoderParameters
  readonly seed: number
  readonly budgetS: number
  /** Where its checkpoint is kept until the whole fit is done; null: nowhere. */
  readonly checkpointFolder: string | null
  /** Names this training: another one's checkpoint is not used. */
  readonly fingerprint: string
  readonly onStep: (fraction: number, remainingS: number) => void
  readonly onEpoch: (report: EpochReport) => void
}

/** A trained network and the windows that its weights come from. */
export interface TrainedNetwork {
  readonly network: Network
  readonly windows: WindowRefs
  /** Those that were left out for the validation loss. */
  readonly validation: WindowRefs
  readonly result: LoopResult
}

/** Trains one autoencoder on the windows of some clips, the validation share of them left out. */
export const trainNetwork = async (
  engine: Engine,
  part: TrainingPart,
  { signal, warn }: SystemContext
): Promise<TrainedNetwork> => {
  const { tf } = engine
  const { file, params, seed } = part
  const random = createRandomSource(seed)
  const all = windowsOf(file, part.clips)
  const order = random.permutation(all.length)
  const held = Math.floor(params.validation * all.length)
  const pick = (from: number, to?: number): WindowRefs =>
    Float64Array.from(order.subarray(from, to), index => all[index] as number)
  const validation = pick(0, held)
  const windows = pick(held)
  const network = createAutoencoder(engine, seed)
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
    const result = await train({
      tf,
      trainer,
      source: {
        count: windows.length,
        batch: async items => {
          const rows = readWindows(
            file,
            Float64Array.from(items, item => windows[item] as number)
          )
          return [tf.tensor2d(rows, [items.length, WINDOW_SIZE])]
        }
      },
      batchSize: params.batch,
      epochs: params.epochs,
      random,
      budgetS: part.budgetS,
      onStep: part.onStep,
      onEpoch: part.onEpoch,
      ...(signal !== undefined && { signal }),
      ...(validation.length > 0 && {
        validate: async () => {
          scorer.refresh()
          return validationLoss(engine, scorer, file, validation, params.batch)
        }
      }),
      ...(part.checkpointFolder !== null && {
        checkpoints: {
          ...createCheckpoints({
            folder: part.checkpointFolder,
            fingerprint: part.fingerprint,
            ...(warn !== undefined && { onIgnored: warn })
          }),
          // Other parts are still to be trained: a finished one is not trained again after an interruption.
          remove: () => Promise.resolve()
        }
      })
    })
    trainer.dispose()
    return { network, windows, validation, result }
  } catch (error) {
    trainer.dispose()
    network.parameters.dispose()
    throw error
  } finally {
    scorer.dispose()
  }
}

/** Reconstruction less input for windows [n x 640], by the running averages. */
export const createErrorScorer = (engine: Engine, network: Network): Scorer =>
  createScorer(engine, {
    parameters: network.parameters,
    work: ([x]) => {
      if (x === undefined) throw new Error('A batch has one tensor')
      return [engine.tf.sub(network.forward([x], false), x)]
    }
  })

/** Errors of windows [n x 640] as numbers. */
export const errorsOf = async (engine: Engine, scorer: Scorer, rows: Float32Array): Promise<Float32Array> => {
  const x = engine.tf.tensor2d(rows, [rows.length / WINDOW_SIZE, WINDOW_SIZE])
  let results: Tensor[] = []
  try {
    results = scorer.run([x])
    const [errors] = results
    if (errors === undefined) throw new Error('A network has one result')
    return await errors.data<'float32'>()
  } finally {
    engine.tf.dispose([x, ...results])
  }
}

const validationLoss = async (
  engine: Engine,
  scorer: Scorer,
  file: FeatureFile,
  windows: WindowRefs,
  batch: number
): Promise<number> => {
  let sum = 0
  for (let from = 0; from < windows.length; from += batch) {
    const errors = await errorsOf(engine, scorer, readWindows(file, windows.subarray(from, from + batch)))
    for (const error of errors) sum += error * error
  }
  return sum / (windows.length * WINDOW_SIZE)
}
