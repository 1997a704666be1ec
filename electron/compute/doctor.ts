import os from 'node:os'
import { AppError } from '../contract/errors.ts'
import type { DoctorReport } from '../contract/system.ts'
import { probeEngine } from '../ml/engine/probe.ts'
import { loadTensorflow } from '../ml/engine/tensorflow.ts'
import type { NodeTf } from '../ml/engine/tensorflow.ts'

/** Measures the learning engine of this computer, or says why there is none and what to do. */
export const runDoctor = async (): Promise<DoctorReport> => {
  const device = `CPU, ${os.availableParallelism()} threads (${(os.cpus()[0]?.model ?? 'unknown').trim()})`
  try {
    const tf = loadTensorflow()
    const { isUsingGpu, version } = facts(tf)
    const probe = await probeEngine(tf)
    return {
      engine: 'tensorflow',
      isAvailable: probe.isCorrect,
      device: isUsingGpu ? 'GPU (CUDA)' : device,
      version,
      explanation: explain(probe.isCorrect, probe.relativeError, isUsingGpu),
      matrixGflops: probe.matrixGflops,
      convolutionGradientGflops: probe.convolutionGradientGflops,
      isCorrect: probe.isCorrect,
      memoryMb: residentMb()
    }
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'engine-missing') throw error
    return {
      engine: 'none',
      isAvailable: false,
      device,
      version: null,
      explanation: `${error.message}. The default detector works without it.`,
      matrixGflops: null,
      convolutionGradientGflops: null,
      isCorrect: null,
      memoryMb: residentMb()
    }
  }
}

const explain = (isCorrect: boolean, relativeError: number, isUsingGpu: boolean): string => {
  if (!isCorrect) {
    return `The engine computes wrong numbers here (relative error ${relativeError.toExponential(1)}), so it is not used. Set it up again: npm run setup -- --engine`
  }
  return isUsingGpu
    ? 'Native TensorFlow on the GPU.'
    : 'Native TensorFlow on the processor. A GPU is not used: this version has no GPU engine.'
}

/** What the native back end says of itself; tfjs has no public type for it. */
const facts = (tf: NodeTf): { readonly isUsingGpu: boolean; readonly version: string } => {
  const backend: object = tf.backend()
  const binding: unknown = Reflect.get(backend, 'binding')
  const library: unknown =
    typeof binding === 'object' && binding !== null ? Reflect.get(binding, 'TF_Version') : 'unknown'
  return {
    isUsingGpu: Reflect.get(backend, 'isUsingGpuDevice') === true,
    version: `TensorFlow ${String(library)}, tfjs-node ${tf.version['tfjs-node']}`
  }
}

const residentMb = (): number => Math.round(process.memoryUsage.rss() / 1e6)
