import { AppError } from '../../../contract/errors.ts'
import { attribute, DATA_TYPE } from '../native.ts'
import type { Binding, NativeAttribute, NativeBackend } from '../native.ts'
import type { Tensor } from '../types.ts'
import { bytesPerValue, createGraphBuilder } from './graph-builder.ts'
import type { GraphBuilder } from './graph-builder.ts'
import { describeResults } from './shape-rules/index.ts'
import type { Described } from './shape-rules/rule.ts'
import { dataTypeOf } from './shapes.ts'

/** Records what would be computed as the nodes of a graph. */
export interface Recorder {
  readonly graph: GraphBuilder
  /** What stands for this tensor in the graph from here on. */
  readonly bind: (tensor: Tensor, node: string) => void
  /** The node that made a tensor. @throws where it was not made inside the recording */
  readonly nodeOf: (tensor: Tensor) => string
  /**
   * Runs the work, and adds every operation to the graph. Nothing is computed: what the work makes has a shape but
   * no numbers, so variables that it assigns must be given their values back.
   * @throws AppError unsupported for an operation without a rule in shape-rules
   */
  readonly record: <T>(work: () => T) => T
}

/** float32, or bfloat16 inside convolutions and matrix products (their results are float32 again). */
export type GraphPrecision = 'float32' | 'bfloat16'

export interface RecorderOptions {
  readonly precision: GraphPrecision
  /** Marks the recorded operations for XLA: faster for small dense networks, slower for convolutions. */
  readonly compile: boolean
}

const PRODUCTS = ['Conv2D', 'Conv2DBackpropInput', 'Conv2DBackpropFilter', 'BatchMatMulV2', 'MatMul']

/**
 * A recorder over tfjs-node's binding. Tensors made in JavaScript while it records become constants, JavaScript
 * numbers are frozen: whatever differs from step to step must be bound beforehand, as an input or a variable.
 */
export const createRecorder = (native: NativeBackend, { precision, compile }: RecorderOptions): Recorder => {
  const graph = createGraphBuilder()
  const nodes = new Map<number, string>()
  const described = new Map<number, Described>()
  // tfjs-node never hands ids below zero to the library, not even to free them.
  let lastId = -1
  const idOf = (tensor: Tensor): number => {
    const [id] = native.getInputTensorIds([tensor])
    if (id === undefined) throw new Error('A tensor has no id')
    return id
  }
  const nodeOfId = (id: number, operation: string): string => {
    const node = nodes.get(id)
    if (node === undefined) {
      throw new Error(
        `${operation} uses a tensor from outside the recorded step: make it an input or a variable`
      )
    }
    return node
  }
  const descriptionOf = (id: number): Described => {
    const found = described.get(id)
    if (found === undefined) throw new Error('A tensor from outside the recording')
    return found
  }
  const addOperation = (
    name: string,
    attributes: readonly NativeAttribute[],
    inputs: readonly string[]
  ): string =>
    precision === 'bfloat16' && PRODUCTS.includes(name)
      ? addHalfProduct(graph, name, attributes, inputs)
      : graph.add(name, inputs, compile ? [...attributes, attribute.bool('_XlaCompile', true)] : attributes)

  const recordingBinding = (real: Binding): Binding => {
    const constants = Object.fromEntries(
      Object.getOwnPropertyNames(real).map(name => [name, Reflect.get(real, name) as unknown])
    ) as unknown as Binding
    return {
      ...constants,
      createTensor: (shape, dtype, values) => {
        const id = real.createTensor(shape, dtype, values)
        const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength)
        const size = shape.reduce((product, extent) => product * extent, bytesPerValue(dtype))
        if (size !== bytes.length) throw new Error('A constant has values of another type')
        nodes.set(id, graph.constant({ dtype, shape, bytes }))
        described.set(id, { dtype, shape, values })
        return id
      },
      executeOp: (name, attributes, inputs, outputs) => {
        const node = addOperation(
          name,
          attributes,
          inputs.map(id => nodeOfId(id, name))
        )
        const results = describeResults(name, attributes, inputs.map(descriptionOf))
        if (results?.length !== outputs) {
          throw new AppError('unsupported', `${name} cannot be recorded: its shape rule is missing`)
        }
        return results.map(({ shape, dtype }, index) => {
          const id = --lastId
          nodes.set(id, index === 0 ? node : `${node}:${index}`)
          described.set(id, { shape, dtype })
          return { id, shape: [...shape], dtype }
        })
      },
      tensorDataSync: () => {
        throw new Error('Numbers cannot be read inside a recorded step')
      }
    }
  }

  return {
    graph,
    bind: (tensor, node) => {
      const id = idOf(tensor)
      nodes.set(id, node)
      described.set(id, { shape: tensor.shape, dtype: dataTypeOf(tensor) })
    },
    nodeOf: tensor => nodeOfId(idOf(tensor), 'The result'),
    record: work => {
      const real = native.binding
      native.binding = recordingBinding(real)
      try {
        return work()
      } finally {
        native.binding = real
      }
    }
  }
}

/** A product of bfloat16 factors, cast back: the binding cannot hand bfloat16 tensors out. */
const addHalfProduct = (
  graph: GraphBuilder,
  name: string,
  attributes: readonly NativeAttribute[],
  inputs: readonly string[]
): string => {
  const sizesAt = { Conv2DBackpropInput: 0, Conv2DBackpropFilter: 1 }[name]
  const cast = (input: string, from: number, to: number): string =>
    graph.add('Cast', [input], [attribute.type('SrcT', from), attribute.type('DstT', to)])
  const halves = inputs.map((input, index) =>
    index === sizesAt ? input : cast(input, DATA_TYPE.float32, DATA_TYPE.bfloat16)
  )
  const product = graph.add(
    name,
    halves,
    attributes.map(given => (given.name === 'T' ? attribute.type('T', DATA_TYPE.bfloat16) : given))
  )
  return cast(product, DATA_TYPE.bfloat16, DATA_TYPE.float32)
}
