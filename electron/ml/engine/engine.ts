import os from 'node:os'
import { AppError } from '../../contract/errors.ts'
import { nativeBackend } from './native.ts'
import type { Engine, EngineOptions } from './engine-types.ts'
import { createOperations } from './operations/index.ts'
import { loadTensorflow } from './tensorflow.ts'
import type { Tf } from './types.ts'

export type { Engine, EngineId, EngineMemory, EngineOptions } from './engine-types.ts'

let opened: Engine | null = null

/**
 * Opens the learning engine of this process, or gives the one that is open. Threads and determinism are settled
 * when the library is loaded.
 * @throws AppError engine-missing; conflict where it is open with other threads
 */
export const openEngine = async (options: EngineOptions = {}): Promise<Engine> => {
  if (opened !== null) {
    const { threads = opened.threads, deterministic = opened.isDeterministic } = options
    if (threads !== opened.threads || deterministic !== opened.isDeterministic) {
      throw new AppError('conflict', 'The engine is already open with other settings', {
        threads: opened.threads,
        deterministic: opened.isDeterministic
      })
    }
    return opened
  }
  opened = openTensorflow(options)
  return opened
}

const openTensorflow = (options: EngineOptions): Engine => {
  const threads = options.threads ?? os.availableParallelism()
  const isDeterministic = options.deterministic ?? true
  // Read by the library when it is loaded. With several threads between operations the order of sums differs.
  process.env.TF_NUM_INTRAOP_THREADS = String(threads)
  process.env.TF_NUM_INTEROP_THREADS = isDeterministic ? '1' : String(threads)
  // By default only where the processor has AVX-512: with AVX2 alone it is twice as fast too.
  process.env.TF_ENABLE_ONEDNN_OPTS ??= '1'
  const tf: Tf = loadTensorflow()
  const native = nativeBackend(tf)
  if (native === null) throw new AppError('engine-missing', 'TensorFlow is not the engine in use')
  const isGpu = native.binding.isUsingGpuDevice()
  return {
    id: isGpu ? 'tensorflow-cuda' : 'tensorflow',
    tf,
    ops: createOperations(tf),
    device: isGpu ? 'GPU (CUDA)' : (os.cpus()[0]?.model ?? 'unknown processor').trim(),
    threads: isGpu ? null : threads,
    isDeterministic,
    supportsGraphs: true,
    canTrain: true,
    memory: () => {
      const { numTensors, numBytes } = tf.memory()
      return { tensors: numTensors, bytes: numBytes, nativeTensors: native.binding.getNumOfTensors() }
    }
  }
}
