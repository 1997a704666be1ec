import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Problem } from './problem.mjs'
import { lastLines, run } from './run.mjs'

/** @param {string} root */
const lockHash = root =>
  createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex')

/** @param {string} root */
const stampFile = root => path.join(root, 'node_modules', '.earshot-packages')

/**
 * Whether node_modules holds what package-lock.json says.
 * @param {string} root
 * @returns {boolean}
 */
export const arePackagesCurrent = root => {
  const stamp = stampFile(root)
  return existsSync(stamp) && readFileSync(stamp, 'utf8') === lockHash(root)
}

/**
 * Installs the locked packages without running their install scripts.
 * @param {string} root
 * @throws {Problem}
 */
export const installPackages = async root => {
  const hash = lockHash(root)
  const { status, output } = await runNpm(root, ['ci', '--ignore-scripts', '--no-audit', '--no-fund'])
  if (status !== 0) {
    throw new Problem(
      `npm ci failed:\n${lastLines(output)}`,
      'Check the network (and npm config get registry), then start again.'
    )
  }
  writeFileSync(stampFile(root), hash)
}

/**
 * npm as it was called, or the one on PATH; by the system's Node, because `npm ci` replaces ours.
 * @param {string} root
 * @param {readonly string[]} args
 */
const runNpm = (root, args) => {
  const script = process.env.npm_execpath
  if (script !== undefined && /npm-cli\.c?js$/.test(script)) {
    return run(process.env.npm_node_execpath ?? process.execPath, [script, ...args], { cwd: root })
  }
  const isWindows = process.platform === 'win32'
  return run(isWindows ? 'npm.cmd' : 'npm', args, { cwd: root, shell: isWindows })
}
