import { existsSync, readdirSync } from 'node:fs'

/** Where a system shows its graphics hardware; a parameter, so that tests can make one up. */
export interface Places {
  readonly exists: (place: string) => boolean
  readonly list: (folder: string) => readonly string[]
}

const real: Places = {
  exists: existsSync,
  list: folder => (existsSync(folder) ? readdirSync(folder) : [])
}

const CUDA_LIBRARY = [
  '/usr/lib/x86_64-linux-gnu/libcuda.so.1',
  '/usr/lib64/libcuda.so.1',
  '/usr/lib/libcuda.so.1',
  '/usr/lib/wsl/lib/libcuda.so.1'
]

/** Whether the system may have a graphics card at all. Linux shows one as a device; elsewhere it cannot be told. */
export const mayHaveGraphicsCard = (platform: string = process.platform, places: Places = real): boolean =>
  platform !== 'linux' ||
  hasNvidiaDriver(platform, places) ||
  places.exists('/dev/dxg') ||
  places.list('/dev/dri').some(name => name.startsWith('renderD'))

/** Whether an NVIDIA driver runs here; build/set-up/cuda.mjs asks the same before it fetches gigabytes. */
export const hasNvidiaDriver = (platform: string = process.platform, places: Places = real): boolean =>
  platform === 'linux' &&
  (places.exists('/proc/driver/nvidia/version') || CUDA_LIBRARY.some(place => places.exists(place)))
