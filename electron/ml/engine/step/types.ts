import type { Tensor, Variable } from '../types.ts'
import type { AdamParameter } from './adam.ts'

/** What a training step works on. */
export interface StepModel {
  readonly parameters: readonly AdamParameter[]
  /** L2 penalty of each parameter: 2·decay·weight is added to its gradient, the loss that is told leaves it out. */
  readonly decay: readonly number[]
  /** Variables that the loss assigns: running averages, an adaptive scale. */
  readonly states: readonly Variable[]
  /** A scalar of one batch; called for every eager step, once for a recorded one. */
  readonly loss: (batch: readonly Tensor[]) => Tensor
}

/** Trains by one batch at a time. */
export interface TrainingStep {
  readonly kind: 'graph' | 'eager'
  /** Updates by a batch and gives its loss before the update; `step` counts from 1. */
  readonly run: (batch: readonly Tensor[], step: number, learningRate: number) => Promise<number>
  /** Brings parameters, moments and states into the variables of the model. */
  readonly pull: () => void
  /** Takes parameters, moments and states from the variables of the model. */
  readonly push: () => void
  readonly dispose: () => void
}
