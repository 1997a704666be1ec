import { existsSync } from 'node:fs'
import path from 'node:path'
import { findElectron } from './set-up/electron.mjs'
import { isStandIn, standInEquipment } from './set-up/stand-in.mjs'

/**
 * @typedef {object} AppCommand
 * @property {string[]} command
 * @property {Record<string, string>} env what it has besides the environment of this process
 * @property {string[]} notes for the person who starts it
 */

/**
 * The command that opens Earshot: the desktop window where an Electron binary and a screen are at hand, else the
 * local server, which opens the browser.
 * @param {string} root folder of the project
 * @param {NodeJS.ProcessEnv} env
 * @param {{ platform: NodeJS.Platform, isRoot: boolean }} [system]
 * @returns {AppCommand}
 */
export const appCommand = (root, env, system = thisSystem()) => {
  const electron = findElectron(root, env)
  const hasDesktop = existsSync(path.join(root, 'electron', 'main', 'index.ts'))
  const hasScreen = system.platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
  if (electron === undefined || !hasDesktop || !hasScreen) {
    const why = electron === undefined ? 'There is no Electron here' : 'There is no screen here'
    return {
      command: ['node', path.join(root, 'electron', 'server', 'index.ts'), '--open'],
      env: {},
      notes: hasDesktop ? [`${why}: Earshot opens in the browser.`] : []
    }
  }
  const equipment = isStandIn(electron) ? standInEquipment(root, env) : { args: [], env: {} }
  const isUnsandboxed = system.platform === 'linux' && system.isRoot
  const notes = []
  if (equipment.args.length > 0) {
    notes.push(`Electron ${electron.version} stands in for a newer one, with the equipment of the tests.`)
  }
  if (isUnsandboxed) notes.push('Chromium has no sandbox for root: it runs without (--no-sandbox).')
  return {
    command: [electron.binary, ...(isUnsandboxed ? ['--no-sandbox'] : []), ...equipment.args, root],
    env: equipment.env,
    notes
  }
}

const thisSystem = () => ({ platform: process.platform, isRoot: process.getuid?.() === 0 })
