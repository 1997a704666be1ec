import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { inputsHash } from './inputs.mjs'
import { Problem } from './problem.mjs'
import { lastLines, run } from './run.mjs'

// The documents are shown in the interface.
const INPUTS = [
  'renderer',
  'docs',
  'README.md',
  'electron/contract',
  'vite.config.ts',
  'tsconfig.json',
  'package-lock.json'
]

/** @param {string} root */
const built = root => path.join(root, 'dist', 'renderer')

/** @param {string} root */
const stampFile = root => path.join(root, 'dist', 'renderer.inputs')

/**
 * Whether there is an interface to build at all.
 * @param {string} root
 */
export const hasRenderer = root => existsSync(path.join(root, 'renderer', 'index.html'))

/**
 * A hash over the names and contents of everything the interface is built from.
 * @param {string} root
 * @returns {string}
 */
export const rendererInputs = root => inputsHash(root, INPUTS)

/**
 * Whether the built interface belongs to the sources as they are.
 * @param {string} root
 * @param {string} inputs from rendererInputs
 */
export const isRendererCurrent = (root, inputs) =>
  existsSync(path.join(built(root), 'index.html')) &&
  existsSync(stampFile(root)) &&
  readFileSync(stampFile(root), 'utf8') === inputs

/**
 * Builds the interface beside its place and puts it there.
 * @param {string} root
 * @param {string} node
 * @param {string} inputs from rendererInputs
 * @throws {Problem}
 */
export const buildRenderer = async (root, node, inputs) => {
  const fresh = `${built(root)}.new`
  mkdirSync(path.dirname(fresh), { recursive: true })
  rmSync(fresh, { recursive: true, force: true })
  const vite = path.join(root, 'node_modules', 'vite', 'bin', 'vite.js')
  const args = [vite, 'build', '--outDir', fresh, '--emptyOutDir', '--logLevel', 'warn']
  const { status, output } = await run(node, args, { cwd: root })
  if (status !== 0) {
    const message = output.replace(/^ +at .*\n/gm, '')
    throw new Problem(
      `The interface could not be built:\n${lastLines(message, 40)}`,
      'Mend the source named above and start again.'
    )
  }
  rmSync(built(root), { recursive: true, force: true })
  renameSync(fresh, built(root))
  writeFileSync(stampFile(root), inputs)
}
