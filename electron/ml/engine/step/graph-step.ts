import { createRecorder } from '../graph/recorder.ts'
import type { Recorder, RecorderOptions } from '../graph/recorder.ts'
import { openSession } from '../graph/session.ts'
import type { GraphSession } from '../graph/session.ts'
import { dataTypeOf, shapesOf } from '../graph/shapes.ts'
import { createVariables, take, valueOf } from '../graph/variables.ts'
import type { GraphVariables } from '../graph/variables.ts'
import { attribute, DATA_TYPE } from '../native.ts'
import type { NativeBackend } from '../native.ts'
import type { Tensor, Tf, Variable } from '../types.ts'
import { ADAM, ADAM_ATTRIBUTES, adamRates } from './adam.ts'
import { lossAndGradients } from './gradients.ts'
import { readScalar } from './read-scalar.ts'
import type { StepModel, TrainingStep } from './types.ts'

const LOSS = 'loss'
const RATE = 'rate'
const EPSILON = 'epsilon'
const DTYPE = attribute.type('dtype')

/**
 * Records one training step for batches of these shapes as a TensorFlow graph; from then on a step is one call.
 * The variables live in the graph: `pull` before they are read, `push` after they are set.
 */
export const createGraphStep = (
  tf: Tf,
  native: NativeBackend,
  model: StepModel,
  batch: readonly Tensor[],
  options: RecorderOptions
): TrainingStep => {
  const recorder = createRecorder(native, options)
  const variables = createVariables(recorder.graph)
  const kept = keptVariables(model)
  const inputs = batch.map((tensor, index) => {
    const node = recorder.graph.placeholder(dataTypeOf(tensor), tensor.shape, `input/${index}`)
    recorder.bind(tensor, node)
    return node
  })
  for (const [node, variable] of kept) {
    variables.add(node, variable.shape)
    recorder.bind(variable, valueOf(node))
  }
  tf.tidy(() => recordStep(tf, recorder, model, batch))
  variables.close()
  const session = openSession(native, recorder.graph.savedModel())
  const step = graphStep({ tf, session, variables, kept, inputs, shapes: shapesOf(batch) })
  step.push()
  return step
}

/** The variables of the graph by the names of their nodes. */
const keptVariables = (model: StepModel): ReadonlyMap<string, Variable> =>
  new Map([
    ...model.parameters.flatMap(({ variable, first, second }, index): [string, Variable][] => [
      [parameterNode(index), variable],
      [`${parameterNode(index)}/first`, first],
      [`${parameterNode(index)}/second`, second]
    ]),
    ...model.states.map((state, index): [string, Variable] => [stateNode(index), state])
  ])

const parameterNode = (index: number): string => `parameter/${index}`
const stateNode = (index: number): string => `state/${index}`

/** Runs the loss and its gradients once under the recorder, then adds the updates, which nothing has run. */
const recordStep = (tf: Tf, recorder: Recorder, model: StepModel, batch: readonly Tensor[]): void => {
  const { graph } = recorder
  const before = model.states.map(state => state.clone())
  const { loss, gradients } = recorder.record(() => lossAndGradients(tf, model, batch))
  const updates: string[] = []
  model.states.forEach((state, index) => {
    const node = stateNode(index)
    const assigned = recorder.nodeOf(state)
    if (assigned !== valueOf(node)) {
      updates.push(graph.add('AssignVariableOp', [node, assigned, `^${valueOf(node)}`], [DTYPE]))
    }
    // The recording computed nothing: what it assigned has no numbers.
    const value = before[index]
    if (value !== undefined) state.assign(value)
  })
  updates.push(...addAdam(recorder, gradients))
  const after = updates.map(update => `^${update}`)
  graph.add('Identity', [recorder.nodeOf(loss), ...after], [attribute.type('T')], LOSS)
}

const addAdam = ({ graph, nodeOf }: Recorder, gradients: readonly (Tensor | null)[]): string[] => {
  const number = (value: number): string =>
    graph.constant({
      dtype: DATA_TYPE.float32,
      shape: [],
      bytes: new Uint8Array(Float32Array.of(value).buffer)
    })
  const [zero, beta1, beta2] = [number(0), number(ADAM.beta1), number(ADAM.beta2)]
  const rate = graph.placeholder(DATA_TYPE.float32, [], RATE)
  const epsilon = graph.placeholder(DATA_TYPE.float32, [], EPSILON)
  return gradients.flatMap((gradient, index) => {
    if (gradient === null) return []
    const node = parameterNode(index)
    const numbers = [zero, zero, rate, beta1, beta2, epsilon]
    const inputs = [
      node,
      `${node}/first`,
      `${node}/second`,
      ...numbers,
      nodeOf(gradient),
      `^${valueOf(node)}`
    ]
    return [graph.add('ResourceApplyAdam', inputs, ADAM_ATTRIBUTES)]
  })
}

interface GraphStepParts {
  readonly tf: Tf
  readonly session: GraphSession
  readonly variables: GraphVariables
  readonly kept: ReadonlyMap<string, Variable>
  readonly inputs: readonly string[]
  readonly shapes: string
}

const graphStep = ({ tf, session, variables, kept, inputs, shapes }: GraphStepParts): TrainingStep => ({
  kind: 'graph',
  run: (batch, step, learningRate) => {
    if (shapesOf(batch) !== shapes)
      throw new Error(`The step was recorded for ${shapes}, not for ${shapesOf(batch)}`)
    const { rate, epsilon } = adamRates(step, learningRate)
    const loss = tf.tidy(() => {
      const feeds = new Map<string, Tensor>(batch.map((tensor, index) => [inputs[index] ?? '', tensor]))
      feeds.set(RATE, tf.scalar(rate)).set(EPSILON, tf.scalar(epsilon))
      return session.run(feeds, [LOSS])
    })
    const [value] = loss
    if (value === undefined) throw new Error('The recorded step gave no loss')
    return readScalar(value)
  },
  pull: () => {
    const nodes = [...kept.keys()]
    const values = variables.read(session, nodes)
    values.forEach((value, index) => {
      const variable = kept.get(nodes[index] ?? '')
      if (variable !== undefined) take(variable, value)
    })
  },
  push: () => variables.write(session, kept),
  dispose: () => session.dispose()
})
