import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire'
import { ATTRIBUTE_TYPE, DATA_TYPE } from '../native.ts'
import type { NativeAttribute } from '../native.ts'

/** A tensor that is written into the graph. */
export interface Constant {
  readonly dtype: number
  readonly shape: readonly number[]
  readonly bytes: Uint8Array
}

/** Collects the nodes of a TensorFlow graph and writes it as a SavedModel. */
export interface GraphBuilder {
  /** Adds a node; inputs are `node`, `node:1` for its second result, `^node` to run after it. Returns its name. */
  readonly add: (
    operation: string,
    inputs: readonly string[],
    attributes: readonly NativeAttribute[],
    name?: string
  ) => string
  readonly constant: (value: Constant, name?: string) => string
  readonly placeholder: (dtype: number, shape: readonly number[], name?: string) => string
  readonly nodeCount: () => number
  /** The graph as a SavedModel with the tag `serve` (tensorflow/core/protobuf/saved_model.proto). */
  readonly savedModel: () => Uint8Array
}

// Version of GraphDef (TF_GRAPH_DEF_VERSION) of TensorFlow 2.9, the oldest that set-up installs.
const PRODUCER = 1087

// Field numbers of NodeDef, AttrValue, TensorProto, TensorShapeProto, GraphDef, MetaGraphDef and SavedModel.
const NODE = { name: 1, operation: 2, input: 3, attribute: 5 } as const
const VALUE = { list: 1, string: 2, int: 3, float: 4, bool: 5, type: 6, shape: 7, tensor: 8 } as const

/** An empty graph. */
export const createGraphBuilder = (): GraphBuilder => {
  const graph = new BinaryWriter()
  let count = 0
  const node = (
    name: string,
    operation: string,
    inputs: readonly string[],
    write: (writer: BinaryWriter) => void
  ): string => {
    count += 1
    message(graph, 1, writer => {
      writer.tag(NODE.name, WireType.LengthDelimited).string(name)
      writer.tag(NODE.operation, WireType.LengthDelimited).string(operation)
      for (const input of inputs) writer.tag(NODE.input, WireType.LengthDelimited).string(input)
      write(writer)
    })
    return name
  }
  const nameOf = (operation: string): string => `${operation}_${count}`
  return {
    add: (operation, inputs, attributes, name = nameOf(operation)) =>
      node(name, operation, inputs, writer => {
        for (const attribute of attributes) {
          entry(writer, attribute.name, value => writeValue(value, attribute))
        }
      }),
    constant: (value, name = nameOf('Const')) =>
      node(name, 'Const', [], writer => {
        writeType(writer, value.dtype)
        entry(writer, 'value', out => message(out, VALUE.tensor, tensor => writeTensor(tensor, value)))
      }),
    placeholder: (dtype, shape, name = nameOf('Placeholder')) =>
      node(name, 'Placeholder', [], writer => {
        writeType(writer, dtype)
        entry(writer, 'shape', out => message(out, VALUE.shape, value => writeShape(value, shape)))
      }),
    nodeCount: () => count,
    savedModel: () => {
      message(graph, 4, versions => versions.tag(1, WireType.Varint).int32(PRODUCER))
      const model = new BinaryWriter()
      model.tag(1, WireType.Varint).int64(1)
      message(model, 2, meta => {
        message(meta, 1, info => info.tag(4, WireType.LengthDelimited).string('serve'))
        meta.tag(2, WireType.LengthDelimited).bytes(graph.finish())
      })
      return model.finish()
    }
  }
}

const message = (writer: BinaryWriter, field: number, write: (inner: BinaryWriter) => unknown): void => {
  writer.tag(field, WireType.LengthDelimited).fork()
  write(writer)
  writer.join()
}

/** One entry of NodeDef's map of attributes. */
const entry = (writer: BinaryWriter, name: string, write: (value: BinaryWriter) => void): void =>
  message(writer, NODE.attribute, pair => {
    pair.tag(1, WireType.LengthDelimited).string(name)
    message(pair, 2, write)
  })

const writeType = (writer: BinaryWriter, dtype: number): void =>
  entry(writer, 'dtype', value => value.tag(VALUE.type, WireType.Varint).int32(dtype))

const writeShape = (writer: BinaryWriter, shape: readonly number[]): void => {
  for (const size of shape) message(writer, 2, dimension => dimension.tag(1, WireType.Varint).int64(size))
}

const writeTensor = (writer: BinaryWriter, { dtype, shape, bytes }: Constant): void => {
  writer.tag(1, WireType.Varint).int32(dtype)
  message(writer, 2, value => writeShape(value, shape))
  writer.tag(4, WireType.LengthDelimited).bytes(bytes)
}

const writeValue = (writer: BinaryWriter, { name, type, value }: NativeAttribute): void => {
  if (type === ATTRIBUTE_TYPE.string) writer.tag(VALUE.string, WireType.LengthDelimited).string(String(value))
  else if (type === ATTRIBUTE_TYPE.bool) writer.tag(VALUE.bool, WireType.Varint).bool(value === true)
  else if (type === ATTRIBUTE_TYPE.shape && Array.isArray(value)) {
    message(writer, VALUE.shape, shape => writeShape(shape, value))
  } else if (type === ATTRIBUTE_TYPE.int && Array.isArray(value)) {
    message(writer, VALUE.list, list => {
      for (const item of value) list.tag(3, WireType.Varint).int64(Number(item))
    })
  } else if (typeof value !== 'number') throw new Error(`Attribute ${name} is of no known kind`)
  else if (type === ATTRIBUTE_TYPE.int) writer.tag(VALUE.int, WireType.Varint).int64(value)
  else if (type === ATTRIBUTE_TYPE.float) writer.tag(VALUE.float, WireType.Bit32).float(value)
  else writer.tag(VALUE.type, WireType.Varint).int32(value)
}

/** Bytes a value of a type takes. */
export const bytesPerValue = (dtype: number): number => {
  if (dtype === DATA_TYPE.bool) return 1
  return dtype === DATA_TYPE.complex64 ? 8 : 4
}
