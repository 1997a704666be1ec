import type { Normalisation } from '../engine/operations/index.ts'
import { ones, zeros } from './initialisers.ts'
import type { Build, Layer } from './layer.ts'

/** Keras' defaults: the running averages take in 1 % of a batch. */
export const AVERAGING = 0.01
const EPSILON = 1e-3

/** Batch normalisation over all axes but the last, with or without learned scale and offset. */
export const batchNormalisation = (
  { engine, parameters }: Build,
  name: string,
  channels: number,
  isLearned = true
): Layer => {
  const layer: Normalisation = {
    scale: isLearned ? parameters.weight(`${name}/scale`, [channels], ones) : null,
    offset: isLearned ? parameters.weight(`${name}/offset`, [channels], zeros) : null,
    mean: parameters.state(`${name}/mean`, [channels], zeros),
    variance: parameters.state(`${name}/variance`, [channels], ones),
    momentum: AVERAGING,
    epsilon: EPSILON
  }
  const { ops } = engine
  return (x, isTraining) => (isTraining ? ops.normaliseBatch(x, layer) : ops.normaliseRunning(x, layer))
}
