import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { isTensorflowInstalled } from '../../../electron/ml/engine/tensorflow.ts'
import { createRandomSource } from '../../../electron/ml/random.ts'
import { createCheckpoints } from '../../../electron/ml/training/checkpoint.ts'
import type { Checkpoints } from '../../../electron/ml/training/checkpoint.ts'
import type { BatchSource } from '../../../electron/ml/training/loop.ts'
import { BATCH, ITEMS, smallTraining } from '../../support/small-training.ts'

describe.skipIf(!isTensorflowInstalled())(
  'training [needs engine: TensorFlow, npm run setup -- --engine]',
  () => {
    const { engine, folder, network, trainerOf, source, trained } = smallTraining()

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
      const lost: BatchSource = { count: 8, batch: () => Promise.resolve([engine().tf.fill([8, 12], NaN)]) }
      await expect(trained({ source: lost })).rejects.toMatchObject({ code: 'invalid' })
    })

    describe('checkpoints', () => {
      const checkpointsIn = (name: string, onIgnored?: (reason: string) => void): Checkpoints =>
        createCheckpoints({
          folder: path.join(folder(), name),
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
        expect(readdirSync(path.join(folder(), 'resumed'))).toEqual([])
      })

      it('of another training, or damaged, are not used', async () => {
        const checkpoints = checkpointsIn('other')
        await interrupted(checkpoints)
        const file = path.join(folder(), 'other', 'training.checkpoint')
        const reasons: string[] = []
        const onIgnored = (reason: string): void => void reasons.push(reason)
        const another = createCheckpoints({ folder: path.dirname(file), fingerprint: 'another', onIgnored })
        const small = network()
        const trainer = trainerOf(small)
        expect(await another.restore(trainer, createRandomSource(1))).toBeUndefined()
        const bytes = readFileSync(file)
        bytes[100] = (bytes[100] ?? 0) ^ 1
        writeFileSync(file, bytes)
        expect(
          await checkpointsIn('other', onIgnored).restore(trainer, createRandomSource(1))
        ).toBeUndefined()
        expect(reasons).toEqual(['The checkpoint is of another training', 'The checkpoint is damaged'])
        trainer.dispose()
        small.parameters.dispose()
      })

      it('that cannot be written leave the earlier one untouched', async () => {
        const checkpoints = checkpointsIn('full')
        await interrupted(checkpoints)
        const file = path.join(folder(), 'full', 'training.checkpoint')
        const bytes = readFileSync(file)
        // The folder cannot be made: its place is a file's.
        const blocked = createCheckpoints({ folder: path.join(file, 'below'), fingerprint: 'small' })
        const small = network()
        const trainer = trainerOf(small)
        const state = { losses: [], lastBatchLosses: [] }
        await expect(blocked.write(trainer, createRandomSource(1), state)).rejects.toMatchObject({
          code: 'conflict',
          details: { isStorageError: true }
        })
        expect(readFileSync(file).equals(bytes)).toBe(true)
        trainer.dispose()
        small.parameters.dispose()
      })
    })
  }
)
