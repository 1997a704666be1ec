import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect } from 'vitest'
import type { Engine } from '../../electron/ml/engine/engine.ts'
import type { Tensor } from '../../electron/ml/engine/types.ts'
import { meanSquaredError } from '../../electron/ml/losses/mean-squared-error.ts'
import { createAutoencoder } from '../../electron/ml/models/autoencoder.ts'
import type { Network } from '../../electron/ml/models/network.ts'
import { createRandomSource } from '../../electron/ml/random.ts'
import { train } from '../../electron/ml/training/loop.ts'
import type { BatchSource, LoopOptions, LoopResult } from '../../electron/ml/training/loop.ts'
import { createTrainer } from '../../electron/ml/training/trainer.ts'
import type { Trainer, TrainerOptions } from '../../electron/ml/training/trainer.ts'
import { openTestEngine } from './engine.ts'
import { patternTensor } from './networks.ts'

export const ITEMS = 22
export const BATCH = 8

/** An engine and a folder for the tests of one file; what they leave on the engine fails them. */
export interface SmallTraining {
  readonly engine: () => Engine
  readonly folder: () => string
  /** An autoencoder of 12 numbers. */
  readonly network: () => ReturnType<typeof createAutoencoder>
  readonly trainerOf: (network: Network, options?: Partial<TrainerOptions>) => Trainer
  readonly source: BatchSource
  /** Trains the small network from seed 5 for four epochs, and gives its weights beside the result. */
  readonly trained: (options?: Partial<LoopOptions>) => Promise<LoopResult & { weights: Uint8Array }>
}

/** @throws where there is no tensor */
export const present = (tensor: Tensor | undefined): Tensor => {
  if (tensor === undefined) throw new Error('A tensor is missing')
  return tensor
}

/** A training of seconds, in the tests of one file. */
export const smallTraining = (): SmallTraining => {
  let engine: Engine
  let folder: string
  let before: ReturnType<Engine['memory']>
  beforeAll(async () => {
    engine = await openTestEngine()
    folder = mkdtempSync(path.join(tmpdir(), 'earshot-training-'))
    before = engine.memory()
  })
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true })
    expect(engine.memory()).toEqual(before)
  })
  const network: SmallTraining['network'] = () =>
    createAutoencoder(engine, 5, { inputs: 12, hidden: [8, 3, 8] })
  const trainerOf: SmallTraining['trainerOf'] = (network, options = {}) =>
    createTrainer(engine, {
      parameters: network.parameters,
      loss: ([x]) => meanSquaredError(engine, network.forward([present(x)], true), present(x)),
      learningRate: 1e-2,
      ...options
    })
  const rows = (items: Int32Array): Tensor =>
    engine.tf.tidy(() =>
      engine.tf.concat(
        [...items].map(item => patternTensor(engine.tf, [1, 12], item, -1)),
        0
      )
    )
  const source: BatchSource = { count: ITEMS, batch: items => Promise.resolve([rows(items)]) }
  return {
    engine: () => engine,
    folder: () => folder,
    network,
    trainerOf,
    source,
    trained: async (options = {}) => {
      const made = network()
      const trainer = trainerOf(made)
      try {
        const random = createRandomSource(7)
        const result = await train({
          tf: engine.tf,
          trainer,
          source,
          batchSize: BATCH,
          epochs: 4,
          random,
          ...options
        })
        return { ...result, weights: await made.parameters.save() }
      } finally {
        trainer.dispose()
        made.parameters.dispose()
      }
    }
  }
}
