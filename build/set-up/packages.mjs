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
 * Whether node_modules holds what package-lock.json says, by our stamp or, after someone's own `npm install`,
 * by npm's list of what lies there.
 * @param {string} root
 * @returns {boolean}
 */
export const arePackagesCurrent = root => {
  const stamp = stampFile(root)
  const hash = lockHash(root)
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === hash) return true
  if (!isEachInstalled(root)) return false
  writeFileSync(stamp, hash)
  return true
}

/** @param {string} root */
const isEachInstalled = root => {
  const list = path.join(root, 'node_modules', '.package-lock.json')
  if (!existsSync(list)) return false
  const installed = readPackages(list)
  return Object.entries(readPackages(path.join(root, 'package-lock.json'))).every(
    ([place, { version, optional }]) =>
      place === '' || installed[place]?.version === version || (optional && !(place in installed))
  )
}

/**
 * @param {string} file
 * @returns {Record<string, { version?: string, optional?: boolean }>} by place below the project
 */
const readPackages = file => JSON.parse(readFileSync(file, 'utf8')).packages

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
