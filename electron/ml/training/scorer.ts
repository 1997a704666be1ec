import type { Engine } from '../engine/engine.ts'
import { createGraphFunction } from '../engine/graph/graph-function.ts'
import type { GraphFunction } from '../engine/graph/graph-function.ts'
import { shapesOf } from '../engine/graph/shapes.ts'
import { nativeBackend } from '../engine/native.ts'
import type { Tensor } from '../engine/types.ts'
import type { ParameterSet } from '../layers/parameter-set.ts'
import { engineFailure } from './engine-failure.ts'

export interface ScorerOptions {
  readonly parameters: ParameterSet
  /** Results for a batch; called once for each set of shapes that is recorded: only tensors may differ by batch. */
  readonly work: (batch: readonly Tensor[]) => Tensor[]
  /** Whether to record where the engine can; default true. */
  readonly useGraph?: boolean
}

/** Computes results for batches with parameters as they were when it was made, or last refreshed. */
export interface Scorer {
  /** The caller disposes of the results. */
  readonly run: (batch: readonly Tensor[]) => Tensor[]
  /** Takes the parameters anew, after more training. */
  readonly refresh: () => void
  readonly dispose: () => void
}

/** Sets of shapes that get a graph of their own; the rest, such as last batches, run operation by operation. */
const MOST_GRAPHS = 2

/** A scorer; on native TensorFlow the first sets of shapes run as recorded graphs. */
export const createScorer = (
  engine: Engine,
  { parameters, work, useGraph = true }: ScorerOptions
): Scorer => {
  const { tf, supportsGraphs } = engine
  const native = useGraph && supportsGraphs ? nativeBackend(tf) : null
  const graphs = new Map<string, GraphFunction>()
  // Whoever refreshes once does so again: from then on the parameters are variables, which are quick to set.
  let isFrozen = true
  const variables = [...parameters.trained, ...parameters.states].map(({ variable }) => variable)
  parameters.onRead()
  const runGraph = (graph: GraphFunction, batch: readonly Tensor[]): Tensor[] => {
    try {
      return graph.run(batch)
    } catch (error) {
      throw engineFailure('while it scored', error, engine)
    }
  }
  return {
    run: batch => {
      const shapes = shapesOf(batch)
      const known = graphs.get(shapes)
      if (known !== undefined) return runGraph(known, batch)
      if (native === null || graphs.size >= MOST_GRAPHS) return tf.tidy(() => work(batch))
      const options = { precision: 'float32', compile: false, isFrozen } as const
      const graph = createGraphFunction(tf, native, work, batch, variables, options)
      graphs.set(shapes, graph)
      return runGraph(graph, batch)
    },
    refresh: () => {
      parameters.onRead()
      isFrozen = false
      for (const [shapes, { push, dispose }] of graphs) {
        if (push !== null) push()
        else {
          dispose()
          graphs.delete(shapes)
        }
      }
    },
    dispose: () => {
      for (const graph of graphs.values()) graph.dispose()
      graphs.clear()
    }
  }
}
