import { existsSync } from 'node:fs'
import path from 'node:path'
import { findOnPath } from '../set-up/run.mjs'

/**
 * @typedef {'dir' | 'AppImage' | 'deb' | 'tar.gz' | 'nsis' | 'dmg'} TargetName
 * @typedef {'linux' | 'win32' | 'darwin'} System
 */

/** Every target with the system that it is for, in the order in which they are built. */
const SYSTEMS = /** @type {Readonly<Record<TargetName, System | undefined>>} */ ({
  dir: undefined,
  'tar.gz': 'linux',
  deb: 'linux',
  AppImage: 'linux',
  nsis: 'win32',
  dmg: 'darwin'
})
export const TARGETS = /** @type {readonly TargetName[]} */ (Object.keys(SYSTEMS))

const SYSTEM_NAMES = { linux: 'Linux', win32: 'Windows', darwin: 'macOS' }

/**
 * @typedef {object} Circumstances what the answer depends on
 * @property {string} platform
 * @property {string} arch
 * @property {NodeJS.ProcessEnv} env
 * @property {(name: string) => string | undefined} find a program on PATH
 */

/** @type {Circumstances} */
const HERE = {
  platform: process.platform,
  arch: process.arch,
  env: process.env,
  find: name => findOnPath(name)
}

/**
 * The targets of this system.
 * @param {Circumstances} [here]
 * @returns {readonly TargetName[]}
 */
export const ownTargets = ({ platform } = HERE) =>
  TARGETS.filter(target => SYSTEMS[target] === undefined || SYSTEMS[target] === platform)

/**
 * Why a target cannot be built here, with what would help; undefined where it can.
 * @param {TargetName} target
 * @param {Circumstances} [here]
 * @returns {string | undefined}
 */
export const obstacle = (target, here = HERE) => {
  const system = SYSTEMS[target]
  if (system !== undefined && system !== here.platform) {
    return `is built on ${SYSTEM_NAMES[system]} (the workflow package.yml has a runner for each system)`
  }
  if (target === 'tar.gz' && here.find('tar') === undefined) return 'needs tar'
  if (target === 'deb' && here.find('dpkg-deb') === undefined) return 'needs dpkg-deb (Debian, Ubuntu: dpkg)'
  return target === 'AppImage' ? appImageObstacle(here) : undefined
}

/**
 * electron-builder downloads its tools for AppImages; APPIMAGE_TOOLS_PATH names a folder that has them.
 * @param {Circumstances} here
 */
const appImageObstacle = ({ arch, env }) => {
  const folder = env.APPIMAGE_TOOLS_PATH
  if (folder === undefined || folder === '') return undefined
  const needed = ['mksquashfs', 'desktop-file-validate', `runtimes/runtime-${arch}`, `lib/${arch}`]
  const missing = needed.filter(name => !existsSync(path.join(folder, name)))
  return missing.length === 0 ? undefined : `APPIMAGE_TOOLS_PATH has no ${missing.join(', ')}`
}

/**
 * The targets asked for by name, all of this system where none is; a sentence on a wrong name.
 * @param {readonly string[]} names
 * @returns {readonly TargetName[] | string}
 */
export const chooseTargets = names => {
  const unknown = names.find(name => !TARGETS.some(target => target === name))
  if (unknown !== undefined) return `No target is named ${unknown}. There are: ${TARGETS.join(', ')}`
  return names.length === 0 ? ownTargets() : TARGETS.filter(target => names.includes(target))
}
