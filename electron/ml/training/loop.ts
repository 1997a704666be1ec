import { AppError } from '../../contract/errors.ts'
import type { Tensor, Tf } from '../engine/types.ts'
import type { RandomSource } from '../random.ts'
import type { Checkpoints } from './checkpoint.ts'
import type { Trainer } from './trainer.ts'

/** Where batches come from: a cache on disk, or memory. Nothing of a batch is held once it was trained on. */
export interface BatchSource {
  /** Items that an epoch visits. */
  readonly count: number
  /**
   * The tensors of a batch of items, always of the same shapes; they are disposed of after the step. `random` is for
   * augmentation: it is part of a checkpoint.
   */
  readonly batch: (items: Int32Array, random: RandomSource) => Promise<Tensor[]>
}

export interface EpochReport {
  /** Counts from 1. */
  readonly epoch: number
  readonly epochs: number
  /** Mean loss of the epoch's batches. */
  readonly loss: number
  readonly batchLosses: readonly number[]
  readonly validationLoss: number | null
  /** Estimated from the steps of this call so far, seconds. */
  readonly remainingS: number
}

export interface LoopOptions {
  readonly tf: Tf
  readonly trainer: Trainer
  readonly source: BatchSource
  readonly batchSize: number
  readonly epochs: number
  /** Order of the items and augmentation; restored from a checkpoint. */
  readonly random: RandomSource
  readonly signal?: AbortSignal
  /** After each step: the share done of all epochs, and the seconds that are left. */
  readonly onStep?: (fraction: number, remainingS: number) => void
  readonly onEpoch?: (report: EpochReport) => void
  /** Mean loss over held-out data, asked for after each epoch. */
  readonly validate?: () => Promise<number>
  /** Training ends after the epoch in which this is used up, seconds. */
  readonly budgetS?: number
  readonly checkpoints?: Checkpoints
}

/** What was trained. */
export interface LoopResult {
  /** Epochs trained in all, those before a restore included. */
  readonly epochs: number
  readonly isBudgetUsedUp: boolean
  /** Mean loss of each epoch. */
  readonly losses: readonly number[]
  /** Losses of the batches of the last epoch. */
  readonly lastBatchLosses: readonly number[]
}

/**
 * Trains for some epochs: every epoch visits all items once in a new random order; the last batch is filled up from
 * the epoch's first items, because a recorded step has one shape. A checkpoint is written after each epoch, and
 * training goes on from one that is there.
 * @throws AppError cancelled between two steps; invalid where the loss becomes no number; conflict where a checkpoint
 *   cannot be written
 */
export const train = async (options: LoopOptions): Promise<LoopResult> => {
  const { trainer, source, epochs, random, checkpoints, budgetS = Infinity } = options
  if (source.count === 0) throw new AppError('too-few-normals', 'There is nothing to train on')
  const restored = await checkpoints?.restore(trainer, random)
  const losses: number[] = restored === undefined ? [] : [...restored.losses]
  let lastBatchLosses: readonly number[] = restored?.lastBatchLosses ?? []
  const clock = createClock(epochs - losses.length)
  // At least one epoch, however short the time: there is a model then.
  while (losses.length < epochs && (clock.elapsedS() <= budgetS || losses.length === 0)) {
    lastBatchLosses = await trainEpoch(options, losses.length, clock)
    const loss = lastBatchLosses.reduce((sum, value) => sum + value, 0) / lastBatchLosses.length
    losses.push(loss)
    const validationLoss = options.validate === undefined ? null : await options.validate()
    await checkpoints?.write(trainer, random, { losses, lastBatchLosses })
    options.onEpoch?.({
      ...{ epoch: losses.length, epochs, loss, batchLosses: lastBatchLosses, validationLoss },
      remainingS: Math.min(clock.remainingS(), Math.max(budgetS - clock.elapsedS(), 0))
    })
  }
  await checkpoints?.remove()
  return { epochs: losses.length, isBudgetUsedUp: losses.length < epochs, losses, lastBatchLosses }
}

interface Clock {
  readonly elapsedS: () => number
  readonly tick: (shareOfEpoch: number) => void
  readonly remainingS: () => number
}

/** Time since now, and what is left by the pace so far. */
const createClock = (epochsToDo: number): Clock => {
  const startedMs = performance.now()
  let done = 0
  const elapsedS = (): number => (performance.now() - startedMs) / 1000
  return {
    elapsedS,
    tick: share => {
      done += share
    },
    remainingS: () => (done === 0 ? Infinity : (elapsedS() / done) * Math.max(epochsToDo - done, 0))
  }
}

const trainEpoch = async (options: LoopOptions, epoch: number, clock: Clock): Promise<number[]> => {
  const { tf, trainer, source, random, signal, onStep, epochs } = options
  const size = Math.min(options.batchSize, source.count)
  const order = random.permutation(source.count)
  const steps = Math.ceil(source.count / size)
  const losses: number[] = []
  for (let step = 0; step < steps; step++) {
    await letOthersRun()
    if (signal?.aborted === true) throw new AppError('cancelled', 'Training was cancelled')
    const items = Int32Array.from(
      { length: size },
      (_, index) => order[(step * size + index) % order.length] ?? 0
    )
    const batch = await source.batch(items, random)
    try {
      losses.push(await trainer.step(batch))
    } finally {
      tf.dispose(batch)
    }
    clock.tick(1 / steps)
    onStep?.((epoch + (step + 1) / steps) / epochs, clock.remainingS())
  }
  return losses
}

/** A step blocks the thread: messages, among them the wish to cancel, are taken in between. */
const letOthersRun = (): Promise<void> => new Promise(resolve => setImmediate(resolve))
