import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { lastLines, run } from './run.mjs'
import { slowly } from './say.mjs'

const ANSWERS_WITHIN_MS = 5_000
const FETCHED_WITHIN_MS = 10 * 60_000
const REMEMBERED_MS = 24 * 3600_000

/** @param {string} root */
const packageFolder = root => path.join(root, 'node_modules', 'electron')
/** @param {string} root */
const failureNote = root => path.join(root, '.earshot', 'electron-failed')

/**
 * The Electron to use: of ELECTRON_OVERRIDE_DIST_PATH, else what the package has fetched; undefined for none.
 * @param {string} root
 * @param {NodeJS.ProcessEnv} env
 * @returns {{ binary: string, version: string } | undefined}
 */
export const findElectron = (root, env) => {
  const override = env.ELECTRON_OVERRIDE_DIST_PATH
  const pathFile = path.join(packageFolder(root), 'path.txt')
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron'
  const folder = override || path.join(packageFolder(root), 'dist')
  const binary = path.join(folder, name)
  const versionFile = path.join(folder, 'version')
  if (!existsSync(binary) || !existsSync(versionFile)) return undefined
  return { binary, version: readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') }
}

/**
 * Fetches Electron's binary where there is none, by the package's own script. A failure is remembered for a day:
 * Earshot then opens in the browser.
 * @param {string} root
 * @param {string} node
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string | undefined>} why there is none, said once; '' where that was said before
 */
export const prepareElectron = async (root, node, env) => {
  const script = path.join(packageFolder(root), 'install.js')
  if (findElectron(root, env) !== undefined || !existsSync(script)) return undefined
  const note = failureNote(root)
  if (existsSync(note) && Date.now() - statSync(note).mtimeMs < REMEMBERED_MS) return ''
  const why = (await unreachable(env)) ?? (await fetchBinary(root, node, script))
  if (why === undefined) {
    rmSync(note, { force: true })
    return undefined
  }
  mkdirSync(path.dirname(note), { recursive: true })
  writeFileSync(note, why)
  return why
}

/**
 * Asks first whether the downloads can be reached at all: Electron's script waits for minutes.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<string | undefined>}
 */
const unreachable = async env => {
  const hasProxy = ['HTTPS_PROXY', 'https_proxy', 'ALL_PROXY', 'all_proxy'].some(name => env[name])
  if (hasProxy) return undefined
  const mirror = env.ELECTRON_MIRROR || env.npm_config_electron_mirror || 'https://github.com/'
  try {
    await fetch(mirror, { method: 'HEAD', signal: AbortSignal.timeout(ANSWERS_WITHIN_MS) })
    return undefined
  } catch {
    return `${new URL(mirror).host} cannot be reached`
  }
}

/**
 * @param {string} root
 * @param {string} node
 * @param {string} script
 * @returns {Promise<string | undefined>}
 */
const fetchBinary = async (root, node, script) => {
  const { status, output } = await slowly('Fetching Electron', () =>
    run(node, [script], { cwd: root, timeout: FETCHED_WITHIN_MS })
  )
  return status === 0 ? undefined : `its download failed:\n${lastLines(output, 3)}`
}
