import type { EngineId } from '../../contract/engines.ts'
import { AppError } from '../../contract/errors.ts'
import type { Engine, EngineOptions } from './engine-types.ts'
import { mayHaveGraphicsCard } from './graphics-card.ts'
import { openCuda, openTensorflow } from './native-engine.ts'

/** `close` gives it back where another engine is to follow in this process. */
export type ClosableEngine = Engine & { readonly close?: () => void }

/**
 * Opens one engine.
 * @throws AppError engine-missing with a sentence that says why
 */
export type OpenEngine = (options: EngineOptions) => Promise<ClosableEngine>

/** How each engine is opened; nothing of an engine is loaded before. */
export const OPENERS: Readonly<Record<EngineId, OpenEngine>> = {
  'tensorflow-cuda': async options => openCuda(options),
  webgpu: async options => {
    // Loading it takes a moment, and tells the same.
    if (options.prefer !== 'webgpu' && !mayHaveGraphicsCard()) {
      throw new AppError('engine-missing', 'There is no graphics card', { reason: 'no-adapter' })
    }
    return (await import('./webgpu.ts')).openWebgpu(options)
  },
  tensorflow: async options => openTensorflow(options),
  wasm: async () => (await import('./wasm.ts')).openWasm()
}
