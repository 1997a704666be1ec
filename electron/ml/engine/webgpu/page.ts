import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import { AppError } from '../../../contract/errors.ts'
import type { EngineOptions } from '../engine-types.ts'
import { chooseAdapter } from './adapter.ts'
import type { Gpu } from './adapter.ts'
import { engineOnAdapter } from './device-engine.ts'
import type { WebgpuEngine, WebgpuLibrary } from './device-engine.ts'

/**
 * Opens WebGPU in a page or a worker of it, by the browser's own implementation; otherwise as `openWebgpu`.
 * @throws AppError engine-missing; `details.reason` is no-webgpu, no-adapter or software-adapter
 */
export const openWebgpuInPage = async ({
  prefer,
  deterministic = true
}: EngineOptions = {}): Promise<WebgpuEngine> => {
  const gpu: unknown = Reflect.get(navigator, 'gpu')
  if (!isGpu(gpu)) {
    throw new AppError('engine-missing', 'This browser has no WebGPU. Use another engine.', {
      reason: 'no-webgpu'
    })
  }
  const adapter = await chooseAdapter(gpu, prefer === 'webgpu')
  // The back end's own types name the browser's classes; what is handed over are its objects.
  const library = { tf, WebGPUBackend } as unknown as WebgpuLibrary
  return engineOnAdapter(library, adapter, deterministic)
}

const isGpu = (value: unknown): value is Gpu =>
  typeof value === 'object' && value !== null && typeof Reflect.get(value, 'requestAdapter') === 'function'
