import { attribute, DATA_TYPE } from '../native.ts'
import type { NativeBackend } from '../native.ts'
import type { Tensor, Tf, Variable } from '../types.ts'
import { createRecorder } from './recorder.ts'
import type { RecorderOptions } from './recorder.ts'
import { openSession } from './session.ts'
import { dataTypeOf } from './shapes.ts'
import { createVariables, valueOf } from './variables.ts'

/** A function of tensors that runs as one graph, for the shapes that it was recorded with. */
export interface GraphFunction {
  /** The caller disposes of the results. */
  readonly run: (inputs: readonly Tensor[]) => Tensor[]
  /** Takes the values of the variables anew; where they were frozen into the graph it must be made anew instead. */
  readonly push: (() => void) | null
  readonly dispose: () => void
}

export interface GraphFunctionOptions extends RecorderOptions {
  /**
   * Whether the values of the variables are written into the graph as they are now: TensorFlow then folds them, and
   * orders filters once as oneDNN wants them (without that, a batch of one clip takes eight times as long).
   */
  readonly isFrozen: boolean
}

/** Records `work`, which reads these variables; what it assigns to them is taken back. */
export const createGraphFunction = (
  tf: Tf,
  native: NativeBackend,
  work: (inputs: readonly Tensor[]) => Tensor[],
  inputs: readonly Tensor[],
  read: readonly Variable[],
  options: GraphFunctionOptions
): GraphFunction => {
  const recorder = createRecorder(native, options)
  const { graph } = recorder
  const variables = createVariables(graph)
  const kept = new Map(read.map((variable, index) => [`variable/${index}`, variable]))
  const names = inputs.map((tensor, index) => {
    const node = graph.placeholder(dataTypeOf(tensor), tensor.shape, `input/${index}`)
    recorder.bind(tensor, node)
    return node
  })
  for (const [node, variable] of kept) {
    if (options.isFrozen) {
      const bytes = new Uint8Array(variable.dataSync<'float32'>().slice().buffer)
      recorder.bind(
        variable,
        graph.constant({ dtype: DATA_TYPE.float32, shape: variable.shape, bytes }, node)
      )
    } else {
      variables.add(node, variable.shape)
      recorder.bind(variable, valueOf(node))
    }
  }
  if (!options.isFrozen) variables.close()
  const fetches: string[] = []
  tf.tidy(() => {
    const before = read.map(variable => [variable, variable.clone()] as const)
    recorder
      .record(() => work(inputs))
      .forEach((result, index) => {
        fetches.push(
          graph.add(
            'Identity',
            [recorder.nodeOf(result)],
            [attribute.type('T', dataTypeOf(result))],
            `result/${index}`
          )
        )
      })
    for (const [variable, value] of before) variable.assign(value)
  })
  const session = openSession(native, graph.savedModel())
  const push = options.isFrozen ? null : (): void => variables.write(session, kept)
  push?.()
  return {
    run: given => session.run(new Map(given.map((tensor, index) => [names[index] ?? '', tensor])), fetches),
    push,
    dispose: () => session.dispose()
  }
}
