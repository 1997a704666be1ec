import type { EngineOptions } from './engine-types.ts'
import { chooseAdapter } from './webgpu/adapter.ts'
import { loadWebgpuLibrary, openDawn } from './webgpu/dawn.ts'
import { engineOnAdapter } from './webgpu/device-engine.ts'
import type { WebgpuEngine } from './webgpu/device-engine.ts'

/**
 * Opens WebGPU on the graphics card in a Node process. Nothing of it is loaded before. An adapter that the processor
 * computes counts only where `prefer` is webgpu. Threads do not apply.
 *
 * @throws AppError engine-missing with a sentence that says why and what to do; `details.reason` is electron,
 *   not-loaded, no-adapter or software-adapter. Later, where numbers are read: AppError engine-lost once the device
 *   is lost, out of memory or has refused work (`details.reason` destroyed, unknown, memory or refused); a training
 *   then ends, and its last checkpoint stays.
 */
export const openWebgpu = async ({
  prefer,
  deterministic = true
}: EngineOptions = {}): Promise<WebgpuEngine> => {
  const adapter = await chooseAdapter(openDawn(), prefer === 'webgpu')
  return engineOnAdapter(loadWebgpuLibrary(), adapter, deterministic)
}
