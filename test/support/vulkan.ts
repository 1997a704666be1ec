import { existsSync, realpathSync } from 'node:fs'
import path from 'node:path'

const ICD = 'vk_swiftshader_icd.json'

/** SwiftShader, Chromium's Vulkan driver that computes on the processor: beside a Chromium or an Electron. */
const findSwiftShader = (): string | undefined => {
  const chromium = process.env.EARSHOT_CHROMIUM ?? '/usr/bin/chromium'
  const folders = [
    '/usr/lib/chromium',
    '/usr/lib/chromium-browser',
    ...(existsSync(chromium) ? [path.dirname(realpathSync(chromium))] : []),
    ...(process.env.ELECTRON_OVERRIDE_DIST_PATH ? [process.env.ELECTRON_OVERRIDE_DIST_PATH] : []),
    path.resolve(import.meta.dirname, '../../node_modules/electron/dist')
  ]
  return folders.map(folder => path.join(folder, ICD)).find(file => existsSync(file))
}

const found = findSwiftShader()

/** Whether WebGPU can be tested in Node, on every computer on the same driver. */
export const hasVulkan = found !== undefined && process.platform === 'linux'

/** Names what a skipped test lacks. */
export const NEEDS_VULKAN = "[needs Vulkan driver: SwiftShader, part of Debian's chromium]"

/** Leads this process alone to SwiftShader; before WebGPU is opened. */
export const useSwiftShader = (): void => {
  if (found !== undefined) process.env.VK_DRIVER_FILES = found
}
