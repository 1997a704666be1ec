import type { Tensor, Tf } from './types.ts'

/** One attribute of a TensorFlow operation as the binding takes it. */
export interface NativeAttribute {
  readonly name: string
  readonly type: number
  readonly value: boolean | number | string | readonly number[]
}

/** What the binding tells of a tensor that it made. */
export interface NativeTensor {
  readonly id: number
  readonly shape: readonly number[]
  readonly dtype: number
}

type Values = Float32Array | Int32Array | Uint8Array

/** The C++ binding of tfjs-node. Tensors are numbers here; they are never used twice. */
export interface Binding {
  readonly createTensor: (shape: readonly number[], dtype: number, values: Values) => number
  readonly deleteTensor: (id: number) => void
  readonly tensorDataSync: (id: number) => Values
  readonly executeOp: (
    name: string,
    attributes: readonly NativeAttribute[],
    inputs: readonly number[],
    outputs: number
  ) => NativeTensor[]
  readonly loadSavedModel: (folder: string, tags: string) => number
  readonly deleteSavedModel: (id: number) => void
  readonly runSavedModel: (
    id: number,
    inputs: readonly number[],
    inputNames: string,
    outputNames: string
  ) => NativeTensor[]
  readonly getNumOfTensors: () => number
  readonly isUsingGpuDevice: () => boolean
  readonly TF_Version: string
}

/** The parts of tfjs-node's back end that reach any TensorFlow operation; tfjs has no public type for them. */
export interface NativeBackend {
  binding: Binding
  readonly getInputTensorIds: (tensors: readonly Tensor[]) => number[]
  readonly createOutputTensor: (made: NativeTensor) => Tensor
}

/** DataType of tensorflow/core/framework/types.proto. */
export const DATA_TYPE = { float32: 1, int32: 3, complex64: 8, bool: 10, bfloat16: 14 } as const

/** TF_AttrType of tensorflow/c/c_api.h. */
export const ATTRIBUTE_TYPE = { string: 0, int: 1, float: 2, bool: 3, type: 4, shape: 5 } as const

/** Attributes of operations by kind. */
export const attribute = {
  string: (name: string, value: string): NativeAttribute => ({ name, type: ATTRIBUTE_TYPE.string, value }),
  int: (name: string, value: number): NativeAttribute => ({ name, type: ATTRIBUTE_TYPE.int, value }),
  ints: (name: string, value: readonly number[]): NativeAttribute => ({
    name,
    type: ATTRIBUTE_TYPE.int,
    value
  }),
  float: (name: string, value: number): NativeAttribute => ({ name, type: ATTRIBUTE_TYPE.float, value }),
  bool: (name: string, value: boolean): NativeAttribute => ({ name, type: ATTRIBUTE_TYPE.bool, value }),
  shape: (name: string, value: readonly number[]): NativeAttribute => ({
    name,
    type: ATTRIBUTE_TYPE.shape,
    value
  }),
  type: (name: string, value: number = DATA_TYPE.float32): NativeAttribute => ({
    name,
    type: ATTRIBUTE_TYPE.type,
    value
  })
}

/** The native back end behind `tf`, or null where another engine is in use. */
export const nativeBackend = (tf: Tf): NativeBackend | null => {
  const backend: unknown = tf.backend()
  return isNative(backend) ? backend : null
}

const isNative = (backend: unknown): backend is NativeBackend => {
  if (typeof backend !== 'object' || backend === null) return false
  const binding: unknown = Reflect.get(backend, 'binding')
  return (
    typeof binding === 'object' && binding !== null && typeof Reflect.get(binding, 'executeOp') === 'function'
  )
}
