import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { findOnPath } from './run.mjs'

/**
 * What says that an NVIDIA driver runs here, the surest first. libcuda.so.1 comes with the driver alone; on WSL it
 * lies in a folder of its own.
 */
const DRIVER_FILES = [
  '/proc/driver/nvidia/version',
  '/usr/lib/x86_64-linux-gnu/libcuda.so.1',
  '/usr/lib64/libcuda.so.1',
  '/usr/lib/libcuda.so.1',
  '/usr/lib/wsl/lib/libcuda.so.1'
]

/**
 * @typedef {object} Computer what is looked at, so that tests can make one up
 * @property {string} platform
 * @property {string} arch
 * @property {(file: string) => boolean} exists
 * @property {(program: string) => boolean} hasProgram
 */

/** @type {Computer} */
const THIS_ONE = {
  platform: process.platform,
  arch: process.arch,
  exists: existsSync,
  hasProgram: name => findOnPath(name) !== undefined
}

/**
 * Whether the CUDA engine is set up beside that of the processor, and why.
 * @param {boolean | undefined} asked by --cuda or --no-cuda, now or the last time
 * @param {Computer} [computer]
 * @returns {{ isWanted: boolean, why: string }}
 */
export const decideCuda = (asked, computer = THIS_ONE) => {
  const { platform, arch, exists, hasProgram } = computer
  if (platform !== 'linux' || arch !== 'x64') {
    return { isWanted: false, why: `there is no CUDA recipe for ${platform} ${arch}` }
  }
  if (asked === false) return { isWanted: false, why: 'it was declined with --no-cuda' }
  if (asked === true) return { isWanted: true, why: 'it was asked for with --cuda' }
  const found = DRIVER_FILES.find(exists) ?? (hasProgram('nvidia-smi') ? 'nvidia-smi' : undefined)
  return found === undefined
    ? { isWanted: false, why: 'there is no NVIDIA driver' }
    : { isWanted: true, why: `there is an NVIDIA driver (${found})` }
}

/**
 * What was asked for, now or in an earlier set-up of this checkout: gigabytes that were declined once are not
 * fetched by the next start.
 * @param {string} root
 * @param {boolean | undefined} asked
 * @returns {boolean | undefined}
 */
export const rememberCuda = (root, asked) => {
  const file = path.join(root, '.earshot', 'cuda')
  if (asked === undefined) return existsSync(file) ? readFileSync(file, 'utf8').trim() === 'yes' : undefined
  mkdirSync(path.dirname(file), { recursive: true })
  writeFileSync(file, asked ? 'yes\n' : 'no\n')
  return asked
}

/**
 * Forgets what was asked for: the driver decides again.
 * @param {string} root
 */
export const forgetCuda = root => rmSync(path.join(root, '.earshot', 'cuda'), { force: true })
