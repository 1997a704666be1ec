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
 * @typedef {object} Recipe
 * @property {Wheel} wheel
 * @property {string} requirement the line pip is asked for
 * @property {string} folder the finished engine, per user and set of versions
 * @property {string} binding tfjs-node's package
 * @property {string} nodeHeaders folder of node_api.h
 */

/**
 * How the engine is made on this system, or undefined where there is no recipe for it.
 * @param {string} root
 * @returns {Recipe | undefined}
 */
export const engineRecipe = root => {
  const wheel = WHEELS[`${process.platform}-${process.arch}`]
  if (wheel === undefined) return undefined
  const binding = path.join(root, 'node_modules', '@tensorflow', 'tfjs-node')
  const headersPackage = path.join(root, 'node_modules', 'node-api-headers')
  const versions = [RECIPE, TENSORFLOW, wheel.sha256, versionOf(binding), versionOf(headersPackage)]
  const hash = createHash('sha256').update(versions.join(' ')).digest('hex').slice(0, 12)
  return {
    wheel,
    requirement: `${wheel.name}==${TENSORFLOW} --hash=sha256:${wheel.sha256}`,
    folder: path.join(userCache(process.platform, process.env, os.homedir()), `engine-${hash}`),
    binding,
    nodeHeaders: path.join(headersPackage, 'include')
  }
}

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
