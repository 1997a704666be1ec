import { constants } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { appCommand } from '../start.mjs'
import { findElectron, prepareElectron } from './electron.mjs'
import { prepareCuda, prepareEngine } from './engine.mjs'
import { exec } from './exec.mjs'
import { withLock } from './lock.mjs'
import { parseOptions } from './options.mjs'
import { ownNode } from './own-node.mjs'
import { arePackagesCurrent, installPackages } from './packages.mjs'
import { messageOf, Problem } from './problem.mjs'
import { buildRenderer, hasRenderer, isRendererCurrent, rendererInputs } from './renderer.mjs'
import { say, secondsSince, slowly } from './say.mjs'
import { isStandIn, prepareStandIn } from './stand-in.mjs'

const WRONG_USAGE = 64
/** @type {readonly NodeJS.Signals[]} */
const ENDING = ['SIGINT', 'SIGTERM', 'SIGHUP']
const root = fileURLToPath(new URL('../..', import.meta.url))

/**
 * Sets up what is not yet, runs the command given, and returns its exit status.
 * @param {readonly string[]} args
 * @returns {Promise<number>}
 */
export const main = async args => {
  let options
  try {
    options = parseOptions(args)
  } catch (error) {
    say(messageOf(error))
    return WRONG_USAGE
  }
  try {
    const { node, ready } = await endingInOrder(() => prepare(options))
    if (!options.quiet) say(`Ready: ${ready.join(', ')} (${secondsSince(0)})`)
    if (options.app) return await startApp(node, options.command)
    return options.command.length === 0 ? 0 : await exec(root, node, options.command)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    say(`Set-up stopped: ${error.message}\n${error.remedy}`)
    return 1
  }
}

/**
 * @param {string} node
 * @param {readonly string[]} args for the application
 */
const startApp = (node, args) => {
  const { command, env, notes } = appCommand(root, process.env)
  for (const note of notes) say(note)
  return exec(root, node, [...command, ...args], env)
}

/**
 * While set-up works, Ctrl-C ends it through exit, so that locks and half-made folders are cleared.
 * @template T
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
const endingInOrder = async work => {
  /** @param {NodeJS.Signals} signal */
  const end = signal => process.exit(128 + constants.signals[signal])
  for (const signal of ENDING) process.on(signal, end)
  try {
    return await work()
  } finally {
    for (const signal of ENDING) process.off(signal, end)
  }
}

/**
 * @param {import('./options.mjs').Options} options
 * @returns {Promise<{ node: string, ready: readonly string[] }>} what stands, in words
 */
const prepare = async options => {
  const ready = ['packages']
  if (!arePackagesCurrent(root)) await withCheckoutLock(preparePackages)
  const { file: node, version } = ownNode(root)
  ready.push(`Node ${version}`)
  if (options.renderer && hasRenderer(root)) {
    const inputs = rendererInputs(root)
    if (!isRendererCurrent(root, inputs)) await withCheckoutLock(() => prepareRenderer(node))
    ready.push('interface')
  }
  if (options.desktop) ready.push(await prepareDesktop(node))
  if (options.engine) {
    const { failure, isNew } = await prepareEngine(root, options.retryEngine)
    if (failure !== undefined && (isNew || options.retryEngine)) explainEngine(failure)
    ready.push(
      failure === undefined ? 'TensorFlow engine' : 'no TensorFlow engine (npm run setup -- --engine)'
    )
    if (failure === undefined) {
      const cuda = await prepareCuda(root, { asked: options.cuda, retry: options.retryEngine })
      if (cuda !== null && cuda.failure === undefined) ready.push('CUDA')
      if (cuda?.failure !== undefined && (cuda.isNew || options.retryEngine)) explainCuda(cuda.failure)
    }
  }
  return { node, ready }
}

const preparePackages = async () => {
  if (arePackagesCurrent(root)) return
  await slowly('Installing packages (npm ci)', () => installPackages(root))
}

/** @param {string} node */
const prepareRenderer = async node => {
  const inputs = rendererInputs(root)
  if (isRendererCurrent(root, inputs)) return
  await slowly('Building the interface', () => buildRenderer(root, node, inputs))
}

/**
 * The desktop's bundle, and an Electron to run it in where one can be had.
 * @param {string} node
 * @returns {Promise<string>} what stands, in words
 */
const prepareDesktop = async node => {
  // Its compiler is one of the packages.
  const { bundleDesktop, isBundleCurrent } = await import('../bundle.mjs')
  if (!isBundleCurrent(root)) await withCheckoutLock(() => bundleDesktop(root))
  const failure = await prepareElectron(root, node, process.env)
  if (failure)
    say(`There is no Electron: ${failure}.\nEarshot opens in the browser; the next try is in a day.`)
  const electron = findElectron(root, process.env)
  if (electron !== undefined && isStandIn(electron)) await prepareStandIn(root, process.env)
  return electron === undefined ? 'no Electron' : `Electron ${electron.version}`
}

/**
 * @template T
 * @param {() => Promise<T>} work
 */
const withCheckoutLock = work => withLock(path.join(root, '.earshot', 'set-up.lock'), work)

/** @param {import('./engine.mjs').Failure} failure */
const explainCuda = ({ why, remedy }) =>
  say(
    `TensorFlow with CUDA is not available: ${why}\n${remedy}\nThe engine of the processor is used instead.`
  )

/** @param {import('./engine.mjs').Failure} failure */
const explainEngine = ({ why, remedy, missingTools }) => {
  const soon = missingTools.length > 0 ? ', or as soon as these are installed' : ''
  say(
    `The native TensorFlow engine is not available: ${why}\n${remedy}\n` +
      'Earshot goes on without it: the default detector does not need it, only neural detectors do.\n' +
      `Otherwise the next try is in a day${soon}.`
  )
}
