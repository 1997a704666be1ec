import { nativeBackend } from '../native.ts'
import type { Tf } from '../types.ts'
import { adamRates, nativeAdam, plainAdam } from './adam.ts'
import { lossAndGradients } from './gradients.ts'
import { readScalar } from './read-scalar.ts'
import type { StepModel, TrainingStep } from './types.ts'

/** A training step that computes operation by operation: the fall-back, and the measure of the recorded one. */
export const createEagerStep = (tf: Tf, model: StepModel): TrainingStep => {
  const native = nativeBackend(tf)
  const applyAdam = native === null ? plainAdam(tf) : nativeAdam(tf, native)
  return {
    kind: 'eager',
    run: (batch, step, learningRate) =>
      readScalar(
        tf.tidy(() => {
          const { loss, gradients } = lossAndGradients(tf, model, batch)
          applyAdam(model.parameters, gradients, adamRates(step, learningRate))
          return loss
        })
      ),
    pull: () => undefined,
    push: () => undefined,
    dispose: () => undefined
  }
}
