import { existsSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Problem } from './problem.mjs'
import { lastLines, run } from './run.mjs'
import { slowly } from './say.mjs'

/** The first Electron whose Node (22.14) has the Node-API 10 that better-sqlite3 is built for. */
const NEEDS_NO_EQUIPMENT_FROM = 35

/**
 * Whether an Electron is older than the product can run in, and runs it with the tests' equipment only.
 * @param {{ version: string }} electron
 */
export const isStandIn = electron => Number(electron.version.split('.')[0]) < NEEDS_NO_EQUIPMENT_FROM

/**
 * What a stand-in gets on its command line and in its environment (test/desktop/support/stand-in.cjs).
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 */
export const standInEquipment = (root, env) => ({
  args: ['-r', path.join(root, 'test', 'desktop', 'support', 'stand-in.cjs')],
  env: { EARSHOT_STAND_IN_SQLITE: sqliteFile(env) }
})

/** @param {NodeJS.ProcessEnv} env */
const sqliteFile = env =>
  env.EARSHOT_STAND_IN_SQLITE ??
  path.join(
    env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'),
    'earshot-electron',
    'better-sqlite3.node'
  )

/**
 * Compiles SQLite for the stand-in where that is not done yet, by the script in EARSHOT_TEST_TOOLS.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @throws {Problem}
 */
export const prepareStandIn = async (root, env) => {
  const file = sqliteFile(env)
  const tools = path.resolve(root, env.EARSHOT_TEST_TOOLS ?? '../shared/tools')
  const script = path.join(tools, 'sqlite-for-electron22.sh')
  if (!existsSync(script)) {
    if (existsSync(file)) return
    throw new Problem(
      'This Electron is older than the one Earshot ships with, and there is no SQLite for it.',
      'Name a better-sqlite3 built for Node-API 8 in EARSHOT_STAND_IN_SQLITE, or unset ELECTRON_OVERRIDE_DIST_PATH.'
    )
  }
  // The script itself leaves alone what is current.
  const compile = () => run('bash', [script, path.join(root, 'node_modules'), file])
  const title = 'Compiling SQLite for the stand-in of Electron (once per user)'
  const { status, output } = existsSync(file) ? await compile() : await slowly(title, compile)
  if (status === 0) return
  throw new Problem(
    `SQLite could not be compiled:\n${lastLines(output)}`,
    'It needs gcc and g++ 12 or newer.'
  )
}
