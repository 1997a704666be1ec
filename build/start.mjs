import { existsSync } from 'node:fs'
import path from 'node:path'

/**
 * The command that opens Earshot: the desktop window where its main process and an Electron binary are at
 * hand, else the local server, which opens the browser.
 * @param {string} root folder of the project
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]}
 */
export const appCommand = (root, env) => {
  const electronPackage = path.join(root, 'node_modules', 'electron')
  const hasBinary =
    existsSync(path.join(electronPackage, 'path.txt')) ||
    (env.ELECTRON_OVERRIDE_DIST_PATH !== undefined && existsSync(electronPackage))
  const hasDesktop = existsSync(path.join(root, 'electron', 'main', 'index.ts'))
  return hasBinary && hasDesktop
    ? ['node', path.join(electronPackage, 'cli.js'), root]
    : ['node', path.join(root, 'electron', 'server', 'index.ts'), '--open']
}
