import os from 'node:os'
import { AppError } from '../../contract/errors.ts'
import type { Engine, EngineOptions } from './engine-types.ts'
import { hasNvidiaDriver } from './graphics-card.ts'
import { nativeBackend } from './native.ts'
import type { NativeBackend } from './native.ts'
import { createOperations } from './operations/index.ts'
import { loadTensorflow } from './tensorflow.ts'
import type { Tf } from './types.ts'

/**
 * TensorFlow on the processor.
 * @throws AppError engine-missing
 */
export const openTensorflow = (options: EngineOptions): Engine => {
  const threads = options.threads ?? os.availableParallelism()
  const isDeterministic = options.deterministic ?? true
  setThreads(threads, isDeterministic)
  const tf: Tf = loadTensorflow('cpu')
  return {
    ...nativeEngine(tf, backendOf(tf)),
    id: 'tensorflow',
    device: (os.cpus()[0]?.model ?? 'unknown processor').trim(),
    threads,
    isDeterministic
  }
}

/**
 * TensorFlow on an NVIDIA graphics card. Only one of the two libraries can be in a process.
 * @throws AppError engine-missing; `details` as loadTensorflow
 */
export const openCuda = (options: EngineOptions): Engine => {
  if (!hasNvidiaDriver()) {
    throw new AppError('engine-missing', 'There is no NVIDIA driver on this computer', {
      reason: 'no-driver'
    })
  }
  setThreads(options.threads ?? os.availableParallelism(), options.deterministic ?? true)
  // Memory as it is needed: by default the library takes all of the card.
  process.env.TF_FORCE_GPU_ALLOW_GROWTH ??= 'true'
  // Shortened products are off by a thousandth; and convolutions whose sums have a fixed order.
  process.env.NVIDIA_TF32_OVERRIDE ??= '0'
  process.env.TF_CUDNN_DETERMINISTIC ??= '1'
  const tf: Tf = loadTensorflow('cuda')
  const native = backendOf(tf)
  if (!native.binding.isUsingGpuDevice()) {
    throw new AppError(
      'engine-missing',
      'The CUDA library is set up but finds no graphics card: nvidia-smi says whether the driver works',
      { reason: 'no-card', isBroken: true, isLoaded: true }
    )
  }
  return {
    ...nativeEngine(tf, native),
    id: 'tensorflow-cuda',
    device: 'NVIDIA graphics card (CUDA)',
    threads: null,
    // Operations outside of the convolutions may add up in any order.
    isDeterministic: false
  }
}

/** Read by the library when it is loaded. With several threads between operations the order of sums differs. */
const setThreads = (threads: number, isDeterministic: boolean): void => {
  process.env.TF_NUM_INTRAOP_THREADS = String(threads)
  process.env.TF_NUM_INTEROP_THREADS = isDeterministic ? '1' : String(threads)
  // By default only where the processor has AVX-512: with AVX2 alone it is twice as fast too.
  process.env.TF_ENABLE_ONEDNN_OPTS ??= '1'
}

const backendOf = (tf: Tf): NativeBackend => {
  const native = nativeBackend(tf)
  if (native === null) throw new AppError('engine-missing', 'TensorFlow is not the engine in use')
  return native
}

const nativeEngine = (
  tf: Tf,
  native: NativeBackend
): Pick<Engine, 'tf' | 'ops' | 'supportsGraphs' | 'canTrain' | 'memory'> => ({
  tf,
  ops: createOperations(tf),
  supportsGraphs: true,
  canTrain: true,
  memory: () => {
    const { numTensors, numBytes } = tf.memory()
    return { tensors: numTensors, bytes: numBytes, nativeTensors: native.binding.getNumOfTensors() }
  }
})
