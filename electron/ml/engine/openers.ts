import type { EngineId } from '../../contract/engines.ts'
import { IN_WINDOW_ONLY } from '../../contract/engines.ts'
import { AppError } from '../../contract/errors.ts'
import type { Engine, EngineOptions } from './engine-types.ts'
import { mayHaveGraphicsCard } from './graphics-card.ts'
import { isInWindow } from './in-window.ts'
import { openCuda, openTensorflow } from './native-engine.ts'
import { engineWish } from './wish.ts'

/** `close` gives it back where another engine is to follow in this process. */
export type ClosableEngine = Engine & { readonly close?: () => void }

/**
 * Opens one engine.
 * @throws AppError engine-missing with a sentence that says why
 */
export type OpenEngine = (options: EngineOptions) => Promise<ClosableEngine>

/** Libraries of TensorFlow cannot be loaded into a page. */
const outsideWindows =
  (open: (options: EngineOptions) => ClosableEngine): OpenEngine =>
  async options => {
    if (isInWindow())
      throw new AppError('engine-missing', 'It does not run in a window', { reason: 'window' })
    return open(options)
  }

/** How each engine is opened; nothing of an engine is loaded before. */
export const OPENERS: Readonly<Record<EngineId, OpenEngine>> = {
  'tensorflow-cuda': outsideWindows(openCuda),
  webgpu: async options => {
    // Loading it takes a moment, and tells the same.
    if (options.prefer !== 'webgpu' && !mayHaveGraphicsCard()) {
      throw new AppError('engine-missing', 'There is no graphics card', { reason: 'no-adapter' })
    }
    if (engineWish().hasWindow === true && !isInWindow()) {
      throw new AppError('engine-lost', 'WebGPU runs in a window only', { reason: IN_WINDOW_ONLY })
    }
    return (await import('./webgpu.ts')).openWebgpu(options)
  },
  tensorflow: outsideWindows(openTensorflow),
  wasm: async () => (await import('./wasm.ts')).openWasm()
}
