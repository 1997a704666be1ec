import os from 'node:os'
import type { EngineId, EngineState } from '../../contract/engines.ts'
import { processorGflops } from '../../contract/engines.ts'
import { AppError } from '../../contract/errors.ts'
import type { EngineOptions } from './engine-types.ts'
import { lostEngine } from './in-use.ts'
import type { ClosableEngine, OpenEngine } from './openers.ts'
import { engineError, trainingGflops } from './probe.ts'

export interface Tried {
  readonly state: EngineState
  readonly engine: ClosableEngine | null
}

/** float32 sums of a few hundred products; graphics cards round a little otherwise than the reference. */
const TOLERANCE: Readonly<Record<EngineId, number>> = {
  'tensorflow-cuda': 1e-4,
  webgpu: 1e-4,
  tensorflow: 1e-5,
  wasm: 1e-5
}

/**
 * Opens an engine and lets it compute a little against plain loops: one that computes wrong numbers is worse than
 * none. A library of TensorFlow that was loaded cannot be unloaded: after a broken CUDA the next engine needs
 * another process.
 * @throws AppError engine-lost where this process cannot go on with another engine; what is no failure of an engine
 */
export const tryEngine = async (id: EngineId, open: OpenEngine, options: EngineOptions): Promise<Tried> => {
  try {
    const engine = await open({ ...options, ...(options.prefer === id ? {} : { prefer: 'automatic' }) })
    const error = await engineError(engine.tf, engine.canTrain)
    if (error < TOLERANCE[id]) {
      // Only measured where it decides: CUDA is always worth it, and a pinned engine is used anyhow.
      const isInQuestion = id === 'webgpu' && options.prefer !== id && options.work !== 'score'
      if (!isInQuestion) return { state: { kind: 'works' }, engine }
      const training = {
        gflops: await trainingGflops(engine.tf),
        processorGflops: processorGflops(options.threads ?? os.availableParallelism())
      }
      return { state: { kind: 'works', training }, engine }
    }
    const why = `it computes wrong numbers here (relative error ${error.toExponential(1)})`
    if (id === 'tensorflow-cuda') throw lostEngine(id, why)
    engine.close?.()
    return { state: { kind: 'failed', why }, engine: null }
  } catch (error) {
    if (!(error instanceof AppError))
      return { state: { kind: 'failed', why: messageOf(error) }, engine: null }
    if (error.code === 'engine-lost') throw lostEngine(id, error.message, error)
    if (error.code !== 'engine-missing') throw error
    const { isBroken, isLoaded } = error.details
    if (isLoaded === true && id === 'tensorflow-cuda') throw lostEngine(id, error.message, error)
    return { state: { kind: isBroken === true ? 'failed' : 'absent', why: error.message }, engine: null }
  }
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
