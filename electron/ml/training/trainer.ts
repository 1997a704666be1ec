import { AppError } from '../../contract/errors.ts'
import type { Engine } from '../engine/engine.ts'
import { nativeBackend } from '../engine/native.ts'
import { createEagerStep } from '../engine/step/eager-step.ts'
import { createGraphStep } from '../engine/step/graph-step.ts'
import type { StepModel, TrainingStep } from '../engine/step/types.ts'
import type { Tensor, Variable } from '../engine/types.ts'
import { readNamedArrays, writeNamedArrays } from '../layers/named-arrays.ts'
import { readVariables, writeVariables } from '../layers/parameter-set.ts'
import type { ParameterSet } from '../layers/parameter-set.ts'
import { engineFailure } from './engine-failure.ts'

export interface TrainerOptions {
  readonly parameters: ParameterSet
  /** Mean loss of a batch, a scalar. It is called once where a step is recorded: only tensors may differ by batch. */
  readonly loss: (batch: readonly Tensor[]) => Tensor
  readonly learningRate: number
  /** L2 penalty on filters and matrices, as Keras' l2(): weightDecay·Σw²; not part of the loss that is told. */
  readonly weightDecay?: number
  /** Whether to record the step where the engine can; default true. */
  readonly useGraph?: boolean
  /** bfloat16 inside convolutions and products: faster, its effect on results is not known. Default float32. */
  readonly precision?: 'float32' | 'bfloat16'
  /** Compiled by XLA: faster for small dense networks, slower for convolutions. Default false. */
  readonly compile?: boolean
}

/** Trains a network by Adam, batch by batch. */
export interface Trainer {
  /** Steps done, those before a restore included. */
  readonly steps: () => number
  /** How the last step ran; null before the first. */
  readonly kind: () => TrainingStep['kind'] | null
  /**
   * Updates by a batch (whose tensors stay the caller's) and gives its loss before the update. All batches have the
   * same shapes. @throws AppError invalid where the loss is not a number: the network is lost; internal where the
   * engine fails
   */
  readonly step: (batch: readonly Tensor[]) => Promise<number>
  /** Parameters, states, moments and step count as one byte string. */
  readonly save: () => Promise<Uint8Array>
  /** @throws AppError unreadable */
  readonly restore: (bytes: Uint8Array) => void
  /** Frees the moments and the recorded step; the parameters keep what was learnt. */
  readonly dispose: () => void
}

const STEPS = 'steps'

/** A trainer; the parameters stay the caller's and are current whenever they are saved. */
export const createTrainer = (engine: Engine, options: TrainerOptions): Trainer => {
  if (!engine.canTrain) throw new AppError('unsupported', `The engine ${engine.id} can score but not train`)
  const { tf } = engine
  const { parameters, learningRate, weightDecay = 0 } = options
  const zerosLike = ({ shape }: Variable): Variable => tf.tidy(() => tf.variable(tf.zeros(shape), false))
  const moments = parameters.trained.map(({ variable, name, decays }) => ({
    name,
    variable,
    first: zerosLike(variable),
    second: zerosLike(variable),
    decay: decays ? weightDecay : 0
  }))
  const model: StepModel = {
    parameters: moments,
    decay: moments.map(({ decay }) => decay),
    states: parameters.states.map(({ variable }) => variable),
    loss: options.loss
  }
  const saved = [
    ...parameters.trained,
    ...parameters.states,
    ...moments.map(({ name, first }) => ({ name: `${name}#first`, variable: first })),
    ...moments.map(({ name, second }) => ({ name: `${name}#second`, variable: second }))
  ]
  let steps = 0
  let step: TrainingStep | null = null
  let hasFailed = false
  parameters.onRead = () => step?.pull()
  parameters.onWrite = () => step?.push()
  return {
    steps: () => steps,
    kind: () => step?.kind ?? null,
    step: async batch => {
      step ??= createStep(engine, model, batch, options)
      let loss: number
      try {
        loss = await step.run(batch, steps + 1, learningRate)
      } catch (error) {
        hasFailed = true
        throw engineFailure(`in step ${steps + 1} of the training`, error, engine)
      }
      steps += 1
      if (!Number.isFinite(loss)) {
        throw new AppError('invalid', `Training came to no number in step ${steps}: the loss is ${loss}`)
      }
      return loss
    },
    save: async () => {
      step?.pull()
      const arrays = await readVariables(saved)
      // Whole numbers up to 2^24 are exact.
      return writeNamedArrays(arrays.set(STEPS, Float32Array.of(steps)))
    },
    restore: bytes => {
      const arrays = readNamedArrays(bytes)
      const [count] = arrays.get(STEPS) ?? []
      if (count === undefined) throw new AppError('unreadable', 'The saved training has no step count')
      writeVariables(tf, saved, arrays)
      steps = count
      step?.push()
    },
    dispose: () => {
      // An engine that failed in a step may have lost the numbers, and asking for them would hide why.
      if (!hasFailed) step?.pull()
      step?.dispose()
      step = null
      parameters.onRead = () => undefined
      parameters.onWrite = () => undefined
      for (const { first, second } of moments) tf.dispose([first, second])
    }
  }
}

const createStep = (
  { tf, supportsGraphs }: Engine,
  model: StepModel,
  batch: readonly Tensor[],
  { useGraph = true, precision = 'float32', compile = false }: TrainerOptions
): TrainingStep => {
  const native = useGraph && supportsGraphs ? nativeBackend(tf) : null
  return native === null
    ? createEagerStep(tf, model)
    : createGraphStep(tf, native, model, batch, { precision, compile })
}
