import path from 'node:path'
import { run } from '../set-up/run.mjs'

const LOADER = path.join(import.meta.dirname, 'load-sources.mjs')

/**
 * Fills an empty folder with the sources as Node compiles them, and gives the environment that uses it. Tests start hundreds
 * of processes, most of which end before Node would keep what it compiled.
 * @param {string} root
 * @param {string} folder
 * @returns {Promise<Readonly<Record<string, string>>>}
 */
export const makeCompileCache = async (root, folder) => {
  const env = { NODE_COMPILE_CACHE: folder }
  // A source that cannot be loaded is a matter of its tests.
  await run(process.execPath, [LOADER, root], { cwd: root, env: { ...process.env, ...env } })
  return env
}
