import type { EngineOptions } from './engine-types.ts'
import { isInWindow } from './in-window.ts'
import { chooseAdapter } from './webgpu/adapter.ts'
import { loadWebgpuLibrary, openDawn } from './webgpu/dawn.ts'
import { engineOnAdapter } from './webgpu/device-engine.ts'
import type { WebgpuEngine } from './webgpu/device-engine.ts'
import { pageGpu } from './webgpu/page-gpu.ts'

/**
 * Opens WebGPU on the graphics card: Dawn in a process of Node, Chromium's own in a window of Electron. Nothing of it is
 * loaded before. An adapter that the processor computes counts only where `prefer` is webgpu. Threads do not apply.
 *
 * @throws AppError engine-missing with a sentence that says why and what to do; `details.reason` is electron,
 *   not-loaded, no-webgpu, no-adapter or software-adapter. Later, where numbers are read: AppError engine-lost once the
 *   device is lost, out of memory or has refused work (`details.reason` destroyed, unknown, memory or refused); a
 *   training then ends, and its last checkpoint stays.
 */
export const openWebgpu = async ({
  prefer,
  deterministic = true
}: EngineOptions = {}): Promise<WebgpuEngine> => {
  const gpu = isInWindow() ? pageGpu() : openDawn()
  const adapter = await chooseAdapter(gpu, prefer === 'webgpu')
  return engineOnAdapter(loadWebgpuLibrary(), adapter, deterministic)
}
