import path from 'node:path'
import { findElectron } from '../set-up/electron.mjs'

/**
 * The folder of the Electron that is packed, the same that `npm start` opens; undefined where there is none.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ folder: string, version: string } | undefined}
 */
export const findElectronDist = (root, env) => {
  const electron = findElectron(root, env)
  if (electron === undefined) return undefined
  const own = path.join(root, 'node_modules', 'electron', 'dist')
  return { folder: path.resolve(env.ELECTRON_OVERRIDE_DIST_PATH || own), version: electron.version }
}
