import { createRequire } from 'node:module'
import { AppError } from '../../../contract/errors.ts'
import type { Tf } from '../types.ts'
import type { Gpu } from './adapter.ts'
import type { WebgpuLibrary } from './device-engine.ts'

const require = createRequire(import.meta.url)

/** The package `webgpu`: Dawn, Chromium's WebGPU, for Node. */
interface Dawn {
  readonly create: (options: readonly string[]) => Gpu
  readonly globals: Readonly<Record<string, unknown>>
}

// Kept for the life of the process: devices of a GPU that was collected crash.
let kept: Gpu | null = null

/**
 * WebGPU in Node, by Dawn.
 * @throws AppError engine-missing where Dawn does not run here: in Electron, or on another system
 */
export const openDawn = (): Gpu => {
  if (kept !== null) return kept
  if (process.versions.electron !== undefined) {
    throw new AppError(
      'engine-missing',
      'WebGPU does not run in a process of Electron beside its own. Use another engine, or Earshot in the browser.',
      { reason: 'electron' }
    )
  }
  const { create, globals } = loadDawn()
  kept = create([])
  // The back end asks for both, as in a page.
  Object.assign(globalThis, globals)
  Object.defineProperty(globalThis.navigator, 'gpu', { value: kept, configurable: true })
  return kept
}

const loadDawn = (): Dawn => {
  try {
    return require('webgpu') as Dawn
  } catch (cause) {
    const message = cause instanceof Error ? (cause.message.split('\n')[0] ?? '') : String(cause)
    throw new AppError(
      'engine-missing',
      `WebGPU cannot be loaded here: ${message}. Use another engine.`,
      { reason: 'not-loaded' },
      { cause }
    )
  }
}

/** TensorFlow.js and its WebGPU back end for Node. The union package registers the gradients, which the core does not. */
export const loadWebgpuLibrary = (): WebgpuLibrary => {
  const tf = require('@tensorflow/tfjs') as Tf
  const { WebGPUBackend } = require('@tensorflow/tfjs-backend-webgpu') as Pick<WebgpuLibrary, 'WebGPUBackend'>
  return { tf, WebGPUBackend }
}
