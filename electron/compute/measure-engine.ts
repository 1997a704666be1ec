import { execFile } from 'node:child_process'
import os from 'node:os'
import { promisify } from 'node:util'
import type { EngineId } from '../contract/engines.ts'
import { unmeasured } from '../contract/engine-report.ts'
import { AppError } from '../contract/errors.ts'
import type { EngineReport } from '../contract/system.ts'
import type { Engine } from '../ml/engine/engine.ts'
import { nativeBackend } from '../ml/engine/native.ts'
import { OPENERS } from '../ml/engine/openers.ts'
import { measureSpeed } from '../ml/engine/probe.ts'
import { tryEngine } from '../ml/engine/try-engine.ts'

const SMI_MS = 5000

/**
 * Opens one engine in this process, checks what it computes and measures it. What would only be used where it is
 * pinned (WebGPU that the processor computes) counts only then.
 */
export const measureEngine = async (id: EngineId, isPinned = false): Promise<EngineReport> => {
  const prefer = isPinned ? id : 'automatic'
  const { state, engine } = await tryEngine(id, OPENERS[id], { prefer }).catch((error: unknown) => {
    if (!(error instanceof AppError) || error.code !== 'engine-lost') throw error
    return { state: { kind: 'failed', why: error.message } as const, engine: null }
  })
  if (engine === null) {
    const why = state.kind === 'failed' || state.kind === 'absent' ? state.why : ''
    return unmeasured(id, state.kind === 'absent' ? 'absent' : 'failed', why)
  }
  const { matrixGflops, convolutionGradientGflops } = await measureSpeed(engine.tf, engine.canTrain)
  return {
    ...unmeasured(id, 'works', ''),
    device: await deviceOf(engine),
    version: versionOf(engine),
    threads: engine.threads,
    matrixGflops,
    convolutionGradientGflops,
    isCorrect: true,
    memoryMb: Math.round(process.memoryUsage.rss() / 1e6),
    gpuMemoryMb: await gpuMemoryMb(engine)
  }
}

const deviceOf = async ({ id, device, threads }: Engine): Promise<string> => {
  if (id === 'tensorflow-cuda') return (await askDriver('name,driver_version')) ?? device
  return threads === null ? device : `${device}, ${threads} of ${os.availableParallelism()} threads`
}

const versionOf = ({ tf, id }: Engine): string => {
  const native = nativeBackend(tf)
  if (native !== null) return `TensorFlow ${native.binding.TF_Version}, tfjs-node ${tf.version_core}`
  return `TensorFlow.js ${tf.version_core}, ${id}`
}

/** Memory of the graphics card in use: by the driver for CUDA, by the back end for WebGPU. */
const gpuMemoryMb = async ({ id, tf }: Engine): Promise<number | null> => {
  if (id === 'webgpu') {
    const bytes: unknown = Reflect.get(tf.memory(), 'numBytesAllocatedInGPU') ?? null
    return typeof bytes === 'number' ? Math.round(bytes / 1e6) : null
  }
  if (id !== 'tensorflow-cuda') return null
  const used = Number(await askDriver('memory.used'))
  return Number.isFinite(used) ? used : null
}

/** What nvidia-smi says of the first card; null where it cannot be asked. */
const askDriver = async (fields: string): Promise<string | null> => {
  try {
    const args = [`--query-gpu=${fields}`, '--format=csv,noheader,nounits']
    const { stdout } = await promisify(execFile)('nvidia-smi', args, { timeout: SMI_MS })
    return stdout.trim().split('\n')[0] ?? null
  } catch (error) {
    // The card computes: that this program is not there or too slow costs a detail of the report.
    if (error instanceof Error) return null
    throw error
  }
}
