import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openEngine } from '../../../electron/ml/engine/engine.ts'
import type { Engine } from '../../../electron/ml/engine/engine.ts'
import { isTensorflowInstalled } from '../../../electron/ml/engine/tensorflow.ts'
import type { Tensor } from '../../../electron/ml/engine/types.ts'
import { meanSquaredError } from '../../../electron/ml/losses/mean-squared-error.ts'
import { createAutoencoder } from '../../../electron/ml/models/autoencoder.ts'
import type { Network } from '../../../electron/ml/models/network.ts'
import { createRandomSource } from '../../../electron/ml/random.ts'
import { createCheckpoints } from '../../../electron/ml/training/checkpoint.ts'
import type { Checkpoints } from '../../../electron/ml/training/checkpoint.ts'
import { train } from '../../../electron/ml/training/loop.ts'
import type { BatchSource, LoopOptions, LoopResult } from '../../../electron/ml/training/loop.ts'
import { createScorer } from '../../../electron/ml/training/scorer.ts'
import { createTrainer } from '../../../electron/ml/training/trainer.ts'
import type { Trainer, TrainerOptions } from '../../../electron/ml/training/trainer.ts'
import { networkCase } from '../../support/network-cases.ts'
import { networkFixture, patternTensor, setByPattern } from '../../support/networks.ts'

const SMALL = { inputs: 12, hidden: [8, 3, 8] }
const ITEMS = 22
const BATCH = 8

describe.skipIf(!isTensorflowInstalled())(
  'training [needs engine: TensorFlow, npm run setup -- --engine]',
  () => {
    let engine: Engine
    let folder: string
    let before: ReturnType<Engine['memory']>
    beforeAll(async () => {
      engine = await openEngine()
      folder = mkdtempSync(path.join(tmpdir(), 'earshot-training-'))
      before = engine.memory()
    })
    afterAll(() => {
      rmSync(folder, { recursive: true, force: true })
      expect(engine.memory()).toEqual(before)
    })

    const trainerOf = (network: Network, options: Partial<TrainerOptions> = {}): Trainer =>
      createTrainer(engine, {
        parameters: network.parameters,
        loss: ([x]) => meanSquaredError(engine, network.forward([present(x)], true), present(x)),
        learningRate: 1e-2,
        ...options
      })

    const source: BatchSource = {
      count: ITEMS,
      batch: items => Promise.resolve([rows(items)])
    }

    const rows = (items: Int32Array): Tensor =>
      engine.tf.tidy(() =>
        engine.tf.concat(
          [...items].map(item => patternTensor(engine.tf, [1, 12], item, -1)),
          0
        )
      )

    /** Trains the small network from seed 5, and gives its weights beside the result. */
    const trained = async (
      options: Partial<LoopOptions> = {},
      trainerOptions: Partial<TrainerOptions> = {}
    ): Promise<LoopResult & { weights: Uint8Array }> => {
      const network = createAutoencoder(engine, 5, SMALL)
      const trainer = trainerOf(network, trainerOptions)
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
        return { ...result, weights: await network.parameters.save() }
      } finally {
        trainer.dispose()
        network.parameters.dispose()
      }
    }

    it("follows the official autoencoder's first fifty losses as closely as PyTorch's own float32", async () => {
      const { cases, autoencoderLosses, autoencoderSpread } = networkFixture()
      const order = cases.find(reference => reference.case === 'ae')?.order ?? []
      const { tf } = engine
      const network = createAutoencoder(engine, 1)
      // The official network has biases that its batch normalisation takes away: they count for the formula.
      setByPattern(tf, network.parameters, order)
      const trainer = trainerOf(network, { learningRate: 1e-3 })
      for (const [step, wanted] of autoencoderLosses.entries()) {
        const x = patternTensor(tf, [64, 640], 2000 + step, -1)
        const error = Math.abs((await trainer.step([x])) / wanted - 1)
        expect(error).toBeLessThan(1e-6 + 3 * (autoencoderSpread[step] ?? NaN))
        x.dispose()
      }
      expect(trainer.kind()).toBe('graph')
      trainer.dispose()
      network.parameters.dispose()
    })

    it.each(networkFixture().cases.filter(({ case: name }) => !/\d s$/.test(name)))(
      'comes to the same losses step by step as one graph, and operation by operation ($case)',
      async reference => {
        const losses = { graph: [] as number[], eager: [] as number[] }
        for (const kind of ['graph', 'eager'] as const) {
          const network = networkCase(engine, reference)
          const trainer = createTrainer(engine, {
            parameters: network.parameters,
            loss: batch => network.forward(batch).loss,
            learningRate: 1e-3,
            weightDecay: 1e-5,
            useGraph: kind === 'graph'
          })
          for (let step = 0; step < 6; step++) losses[kind].push(await trainer.step(network.inputs))
          expect(trainer.kind()).toBe(kind)
          trainer.dispose()
          network.dispose()
        }
        for (const [step, loss] of losses.graph.entries()) {
          expect(Math.abs(loss / (losses.eager[step] ?? NaN) - 1)).toBeLessThan(1e-4)
        }
        expect(losses.graph.at(-1)).toBeLessThan(losses.graph[0] ?? NaN)
      }
    )

    it('gives the same weights, bit by bit, for the same seed', async () => {
      const [first, second] = [await trained(), await trained()]
      expect(first.weights).toEqual(second.weights)
      expect(first.losses).toEqual(second.losses)
      expect((await trained({ random: createRandomSource(8) })).weights).not.toEqual(first.weights)
    })

    it('leaves no folder of a recorded graph behind', async () => {
      await trained()
      expect(readdirSync(tmpdir()).filter(name => name.startsWith('earshot-graph-'))).toEqual([])
    })

    it('visits every item once an epoch and fills the last batch up', async () => {
      const visited: number[][] = []
      const seen: BatchSource = {
        count: ITEMS,
        batch: items => {
          visited.push([...items])
          return source.batch(items, createRandomSource(1))
        }
      }
      await trained({ source: seen, epochs: 1 })
      expect(visited.map(({ length }) => length)).toEqual([BATCH, BATCH, BATCH])
      const order = visited.flat()
      expect([...order.slice(0, ITEMS)].sort((a, b) => a - b)).toEqual(
        Array.from({ length: ITEMS }, (_, i) => i)
      )
      expect(order.slice(ITEMS)).toEqual(order.slice(0, 2))
    })

    it('tells the loss of each epoch, the time that is left, and the held-out loss', async () => {
      const fractions: number[] = []
      const epochs: { epoch: number; loss: number; validationLoss: number | null; remainingS: number }[] = []
      const { losses } = await trained({
        onStep: fraction => fractions.push(fraction),
        onEpoch: report => epochs.push(report),
        validate: () => Promise.resolve(0.5)
      })
      expect(fractions.length).toBe(12)
      expect(fractions.at(-1)).toBeCloseTo(1)
      expect(epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3, 4])
      expect(epochs.map(({ loss }) => loss)).toEqual(losses)
      expect(epochs[0]).toMatchObject({ validationLoss: 0.5 })
      expect(epochs[0]?.remainingS).toBeGreaterThan(0)
      expect(epochs[3]?.remainingS).toBeLessThan(1e-6)
    })

    it('is cancelled within one step', async () => {
      const controller = new AbortController()
      let steps = 0
      const onStep = (): void => {
        steps += 1
        if (steps === 2) controller.abort()
      }
      await expect(trained({ signal: controller.signal, onStep })).rejects.toMatchObject({
        code: 'cancelled'
      })
      expect(steps).toBe(2)
    })

    it('ends after the epoch in which the time is used up', async () => {
      const { epochs, isBudgetUsedUp } = await trained({ budgetS: 0 })
      expect({ epochs, isBudgetUsedUp }).toEqual({ epochs: 1, isBudgetUsedUp: true })
    })

    it('says so where the loss becomes no number', async () => {
      const lost: BatchSource = { count: 8, batch: () => Promise.resolve([engine.tf.fill([8, 12], NaN)]) }
      await expect(trained({ source: lost })).rejects.toMatchObject({ code: 'invalid' })
    })

    describe('checkpoints', () => {
      const checkpointsIn = (name: string, onIgnored?: (reason: string) => void): Checkpoints =>
        createCheckpoints({
          folder: path.join(folder, name),
          fingerprint: 'small',
          ...(onIgnored && { onIgnored })
        })

      /** Trains until the end of the second of four epochs. */
      const interrupted = async (checkpoints: Checkpoints): Promise<void> => {
        const controller = new AbortController()
        const onEpoch = ({ epoch }: { epoch: number }): void => {
          if (epoch === 2) controller.abort()
        }
        await expect(trained({ checkpoints, onEpoch, signal: controller.signal })).rejects.toMatchObject({
          code: 'cancelled'
        })
      }

      it('let a training go on to the same weights as without an interruption', async () => {
        const checkpoints = checkpointsIn('resumed')
        await interrupted(checkpoints)
        const epochs: number[] = []
        const result = await trained({ checkpoints, onEpoch: ({ epoch }) => epochs.push(epoch) })
        const whole = await trained()
        expect(epochs).toEqual([3, 4])
        expect(result.weights).toEqual(whole.weights)
        expect(result.losses).toEqual(whole.losses)
        expect(readdirSync(path.join(folder, 'resumed'))).toEqual([])
      })

      it('of another training, or damaged, are not used', async () => {
        const checkpoints = checkpointsIn('other')
        await interrupted(checkpoints)
        const file = path.join(folder, 'other', 'training.checkpoint')
        const reasons: string[] = []
        const onIgnored = (reason: string): void => void reasons.push(reason)
        const another = createCheckpoints({ folder: path.dirname(file), fingerprint: 'another', onIgnored })
        const network = createAutoencoder(engine, 5, SMALL)
        const trainer = trainerOf(network)
        expect(await another.restore(trainer, createRandomSource(1))).toBeUndefined()
        const bytes = readFileSync(file)
        bytes[100] = (bytes[100] ?? 0) ^ 1
        writeFileSync(file, bytes)
        expect(
          await checkpointsIn('other', onIgnored).restore(trainer, createRandomSource(1))
        ).toBeUndefined()
        expect(reasons).toEqual(['The checkpoint is of another training', 'The checkpoint is damaged'])
        trainer.dispose()
        network.parameters.dispose()
      })

      it('that cannot be written leave the earlier one untouched', async () => {
        const checkpoints = checkpointsIn('full')
        await interrupted(checkpoints)
        const file = path.join(folder, 'full', 'training.checkpoint')
        const bytes = readFileSync(file)
        // The folder cannot be made: its place is a file's.
        const blocked = createCheckpoints({ folder: path.join(file, 'below'), fingerprint: 'small' })
        const network = createAutoencoder(engine, 5, SMALL)
        const trainer = trainerOf(network)
        const state = { losses: [], lastBatchLosses: [] }
        await expect(blocked.write(trainer, createRandomSource(1), state)).rejects.toMatchObject({
          code: 'conflict',
          details: { isStorageError: true }
        })
        expect(readFileSync(file).equals(bytes)).toBe(true)
        trainer.dispose()
        network.parameters.dispose()
      })
    })

    it('scores the same as one graph and operation by operation, and takes new parameters when refreshed', async () => {
      const { tf } = engine
      const network = createAutoencoder(engine, 5, SMALL)
      const { parameters } = network
      const work = ([x]: readonly Tensor[]): Tensor[] => [network.forward([present(x)], false)]
      const graph = createScorer(engine, { parameters, work })
      const eager = createScorer(engine, { parameters, work, useGraph: false })
      const x = patternTensor(tf, [8, 12], 1, -1)
      const values = async (results: Tensor[]): Promise<number[]> => {
        const [result] = results
        const found = [...(await present(result).data())]
        tf.dispose(results)
        return found
      }
      const first = await values(graph.run([x]))
      for (const [at, value] of (await values(eager.run([x]))).entries())
        expect(first[at]).toBeCloseTo(value, 5)
      const trainer = trainerOf(network)
      await trainer.step([x])
      graph.refresh()
      const second = await values(graph.run([x]))
      expect(second).not.toEqual(first)
      for (const [at, value] of (await values(eager.run([x]))).entries())
        expect(second[at]).toBeCloseTo(value, 5)
      trainer.dispose()
      graph.dispose()
      eager.dispose()
      parameters.dispose()
      x.dispose()
    })
  }
)

const present = (tensor: Tensor | undefined): Tensor => {
  if (tensor === undefined) throw new Error('A tensor is missing')
  return tensor
}
