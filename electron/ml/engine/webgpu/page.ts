import * as tf from '@tensorflow/tfjs-core'
import '@tensorflow/tfjs-core/dist/register_all_gradients'
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu'
import type { EngineOptions } from '../engine-types.ts'
import { chooseAdapter } from './adapter.ts'
import { engineOnAdapter } from './device-engine.ts'
import type { WebgpuEngine, WebgpuLibrary } from './device-engine.ts'
import { pageGpu } from './page-gpu.ts'

/**
 * Opens WebGPU in a page or a worker of it, by the browser's own implementation; otherwise as `openWebgpu`.
 * @throws AppError engine-missing; `details.reason` is no-webgpu, no-adapter or software-adapter
 */
export const openWebgpuInPage = async ({
  prefer,
  deterministic = true
}: EngineOptions = {}): Promise<WebgpuEngine> => {
  const adapter = await chooseAdapter(pageGpu(), prefer === 'webgpu')
  // The back end's own types name the browser's classes; what is handed over are its objects.
  const library = { tf, WebGPUBackend } as unknown as WebgpuLibrary
  return engineOnAdapter(library, adapter, deterministic)
}
