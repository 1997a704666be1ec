import { createRequire } from 'node:module'
import path from 'node:path'
import { AppError } from '../../contract/errors.ts'
import type { Engine } from './engine-types.ts'
import { createOperations } from './operations/index.ts'
import type { Tf } from './types.ts'

const require = createRequire(import.meta.url)

const NAME = 'wasm'

/** The parts of the back end's package that are used here. */
interface WasmLibrary {
  readonly setWasmPaths: (folder: string) => void
}

/**
 * Opens the WebAssembly engine, which runs wherever Node does. It scores with trained models and cannot train: the
 * back end has no gradients of convolutions. One thread.
 * @throws AppError engine-missing where WebAssembly cannot be started, with the reason
 */
export const openWasm = async (): Promise<Engine> => {
  try {
    return await open()
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new AppError(
      'engine-missing',
      `The WebAssembly engine cannot be started: ${message}`,
      {},
      { cause }
    )
  }
}

const open = async (): Promise<Engine> => {
  const tf = require('@tensorflow/tfjs') as Tf
  const { setWasmPaths } = require('@tensorflow/tfjs-backend-wasm') as WasmLibrary
  setWasmPaths(`${path.dirname(require.resolve('@tensorflow/tfjs-backend-wasm'))}${path.sep}`)
  if (!(await tf.setBackend(NAME))) throw new Error('the back end did not start')
  return {
    id: 'wasm',
    tf,
    ops: createOperations(tf),
    device: 'processor (WebAssembly)',
    threads: 1,
    isDeterministic: true,
    supportsGraphs: false,
    canTrain: false,
    memory: () => {
      const { numTensors, numBytes } = tf.memory()
      return { tensors: numTensors, bytes: numBytes, nativeTensors: tf.backend().numDataIds() }
    }
  }
}
