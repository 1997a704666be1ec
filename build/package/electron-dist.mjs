import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * @typedef {object} ElectronDist
 * @property {string} folder
 * @property {string} version
 */

/**
 * The Electron that is packed: the one that ELECTRON_OVERRIDE_DIST_PATH names, else the electron package's own;
 * undefined where neither has a binary.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @returns {ElectronDist | undefined}
 */
export const findElectronDist = (root, env) => {
  const override = env.ELECTRON_OVERRIDE_DIST_PATH
  const folder = override ? path.resolve(override) : path.join(root, 'node_modules', 'electron', 'dist')
  const file = path.join(folder, 'version')
  if (!existsSync(file)) return undefined
  return { folder, version: readFileSync(file, 'utf8').trim().replace(/^v/, '') }
}
