import type { Engine } from '../engine/engine.ts'
import type { Tensor } from '../engine/types.ts'
import type { ParameterSet } from './parameter-set.ts'

/** One layer: training normalises by the batch and moves the running averages. */
export type Layer = (x: Tensor, isTraining: boolean) => Tensor

/** What layers are built from. */
export interface Build {
  readonly engine: Pick<Engine, 'tf' | 'ops'>
  readonly parameters: ParameterSet
}

/** Layers one after the other. */
export const sequence =
  (...layers: readonly Layer[]): Layer =>
  (x, isTraining) =>
    layers.reduce((value, layer) => layer(value, isTraining), x)
