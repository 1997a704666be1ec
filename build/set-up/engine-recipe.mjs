import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

export const TENSORFLOW = '2.21.0'
/** Raise it when what engine-build.mjs makes changes. */
const RECIPE = 3

/**
 * @typedef {object} Wheel
 * @property {string} name package on PyPI
 * @property {string} tag platform tag of the wheel
 * @property {string} sha256
 */

/**
 * The wheel with the libraries, per system. arm64 has the same files; it was not tried on such a machine.
 * @type {Readonly<Record<string, Wheel>>}
 */
const WHEELS = {
  'linux-x64': {
    name: 'tensorflow-cpu',
    tag: 'manylinux_2_27_x86_64',
    sha256: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c'
  },
  'linux-arm64': {
    name: 'tensorflow',
    tag: 'manylinux_2_27_aarch64',
    sha256: '4b24aca16d527a3cf1c37f720c04c484c3d20f4d0fdfa98632ac8b9f3be6eb5c'
  }
}

/**
 * The wheel with CUDA. NVIDIA's libraries come in wheels of their own: cuda-requirements.txt.
 * @type {Readonly<Record<string, Wheel>>}
 */
const CUDA_WHEELS = {
  'linux-x64': {
    name: 'tensorflow',
    tag: 'manylinux_2_27_x86_64',
    sha256: '9056fbc9ba04235810b71ae6cbd958a196e8804fb53bbcffbf3e23b56155f124'
  }
}
const CUDA_REQUIREMENTS = readFileSync(new URL('cuda-requirements.txt', import.meta.url), 'utf8')

/** Downloads and what is taken out of them: measured when the recipes were made. */
const SIZES = {
  cpu: { download: '270 MB', unpacked: '850 MB', neededBytes: 1_500_000_000 },
  cuda: { download: '3.2 GB', unpacked: '5.0 GB', neededBytes: 9_500_000_000 }
}

/**
 * @typedef {'cpu' | 'cuda'} Variant
 *
 * @typedef {object} Recipe
 * @property {Variant} variant
 * @property {readonly string[]} requirements the lines pip is asked for
 * @property {readonly string[]} tags platform tags of the wheels
 * @property {string} folder the finished engine, per user and set of versions
 * @property {string} made the finished binding; TensorFlow's libraries lie beside it
 * @property {string} binding tfjs-node's package
 * @property {string} nodeHeaders folder of node_api.h
 * @property {{ download: string, unpacked: string, neededBytes: number }} size
 */

/**
 * How an engine is made on this system, or undefined where there is no recipe for it.
 * @param {string} root
 * @param {Variant} [variant]
 * @param {string} [system]
 * @returns {Recipe | undefined}
 */
export const engineRecipe = (root, variant = 'cpu', system = `${process.platform}-${process.arch}`) => {
  const wheel = (variant === 'cuda' ? CUDA_WHEELS : WHEELS)[system]
  if (wheel === undefined) return undefined
  const binding = path.join(root, 'node_modules', '@tensorflow', 'tfjs-node')
  const headersPackage = path.join(root, 'node_modules', 'node-api-headers')
  const nvidia = variant === 'cuda' ? requirementLines(CUDA_REQUIREMENTS) : []
  const versions = [
    RECIPE,
    TENSORFLOW,
    wheel.sha256,
    versionOf(binding),
    versionOf(headersPackage),
    ...nvidia
  ]
  const hash = createHash('sha256').update(versions.join(' ')).digest('hex').slice(0, 12)
  const name = variant === 'cuda' ? `engine-cuda-${hash}` : `engine-${hash}`
  const folder = path.join(userCache(process.platform, process.env, os.homedir()), name)
  return {
    variant,
    requirements: [`${wheel.name}==${TENSORFLOW} --hash=sha256:${wheel.sha256}`, ...nvidia],
    // NVIDIA's wheels are older than TensorFlow's in what they ask of the system.
    tags: variant === 'cuda' ? [wheel.tag, 'manylinux_2_17_x86_64', 'manylinux_2_12_x86_64'] : [wheel.tag],
    folder,
    // As in a Python installation: TensorFlow's own rpath leads to ../nvidia/*/lib.
    made: path.join(folder, ...(variant === 'cuda' ? ['tensorflow'] : []), 'tfjs_binding.node'),
    binding,
    nodeHeaders: path.join(headersPackage, 'include'),
    size: SIZES[variant]
  }
}

/**
 * The lines of a requirements file without remarks.
 * @param {string} text
 * @returns {string[]}
 */
export const requirementLines = text =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && !line.startsWith('#'))

/**
 * The folder of this user for things that can be made again.
 * @param {string} platform
 * @param {NodeJS.ProcessEnv} env
 * @param {string} home
 * @returns {string}
 */
export const userCache = (platform, env, home) => {
  if (env.XDG_CACHE_HOME) return path.join(env.XDG_CACHE_HOME, 'earshot')
  if (platform === 'darwin') return path.join(home, 'Library', 'Caches', 'earshot')
  if (platform === 'win32') {
    return path.join(env.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local'), 'earshot', 'Cache')
  }
  return path.join(home, '.cache', 'earshot')
}

/** @param {string} folder */
const versionOf = folder => {
  const file = path.join(folder, 'package.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).version : 'none'
}
