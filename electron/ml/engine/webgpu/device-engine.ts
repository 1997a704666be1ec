import type { KernelBackend } from '@tensorflow/tfjs-core'
import type { Engine } from '../engine-types.ts'
import { createOperations } from '../operations/index.ts'
import type { Tf } from '../types.ts'
import { adapterName } from './adapter.ts'
import type { AdapterFacts, GpuAdapter, GpuDevice } from './adapter.ts'
import { watchDevice } from './device-loss.ts'

/** TensorFlow.js with its WebGPU back end, gradients registered. */
export interface WebgpuLibrary {
  readonly tf: Tf
  readonly WebGPUBackend: new (device: GpuDevice, facts: AdapterFacts) => KernelBackend
}

/** An engine on a device of its own. */
export interface WebgpuEngine extends Engine {
  readonly adapter: AdapterFacts
  /** Gives the device back; the engine cannot be used any more. */
  readonly close: () => void
}

const NAME = 'webgpu'
const WANTED_FEATURES = ['bgra8unorm-storage']
/** Limits that the back end makes use of; a device has the smallest ones unless it is asked for more. */
const WANTED_LIMITS = [
  'maxComputeWorkgroupStorageSize',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupSizeX',
  'maxComputeInvocationsPerWorkgroup'
]
/** MatMulProgramType.MatMulPackedProgram; by default some products are sums by atomic additions, in any order. */
const ORDERED_PRODUCTS = 3
const BY_SIZE = -1

/**
 * Opens a device of an adapter and makes it the engine in use. Knows nothing of Node: pages use it too.
 * @throws what requestDevice throws
 */
export const engineOnAdapter = async (
  { tf, WebGPUBackend }: WebgpuLibrary,
  adapter: GpuAdapter,
  isDeterministic: boolean
): Promise<WebgpuEngine> => {
  const device = await adapter.requestDevice({
    requiredFeatures: WANTED_FEATURES.filter(feature => adapter.features.has(feature)),
    requiredLimits: limitsOf(adapter)
  })
  const loss = watchDevice(device)
  const backend = new WebGPUBackend(device, adapter.info)
  backend.read = loss.guard(backend.read.bind(backend))
  // Loading the library registers a back end where the page has a GPU: one whose device is out of reach.
  if (tf.findBackendFactory(NAME) !== null) tf.removeBackend(NAME)
  tf.registerBackend(NAME, () => backend)
  await tf.setBackend(NAME)
  tf.env().set('WEBGPU_MATMUL_PROGRAM_TYPE', isDeterministic ? ORDERED_PRODUCTS : BY_SIZE)
  return {
    id: 'webgpu',
    tf,
    ops: createOperations(tf),
    device: adapterName(adapter.info),
    threads: null,
    isDeterministic,
    supportsGraphs: false,
    canTrain: true,
    memory: () => {
      const { numTensors, numBytes } = tf.memory()
      return { tensors: numTensors, bytes: numBytes, nativeTensors: backend.numDataIds() }
    },
    adapter: adapter.info,
    close: () => {
      loss.close()
      if (tf.findBackendFactory(NAME) !== null) tf.removeBackend(NAME)
      device.destroy()
    }
  }
}

const limitsOf = ({ limits }: GpuAdapter): Record<string, number> =>
  Object.fromEntries(
    WANTED_LIMITS.flatMap(name => {
      const limit = limits[name]
      return typeof limit === 'number' ? [[name, limit]] : []
    })
  )
