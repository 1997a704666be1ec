import {
  existsSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync
} from 'node:fs'
import path from 'node:path'
import { buildEngine } from './engine-build.mjs'
import { missingTools } from './engine-tools.mjs'
import { engineRecipe } from './engine-recipe.mjs'
import { withLock } from './lock.mjs'
import { codeOf, messageOf, Problem } from './problem.mjs'
import { slowly } from './say.mjs'

const REMEMBERED_MS = 24 * 3600_000

/**
 * @typedef {object} Failure
 * @property {string} why
 * @property {string} remedy
 * @property {readonly string[]} missingTools
 * @property {number} atMs
 */

/**
 * Where tfjs-node looks for its binding, and beside it why there is none (read by electron/ml/engine).
 * @param {string} root
 */
const places = root => {
  const lib = path.join(root, 'node_modules', '@tensorflow', 'tfjs-node', 'lib')
  return {
    binding: path.join(lib, 'napi-v8', 'tfjs_binding.node'),
    note: path.join(lib, 'earshot-engine.json')
  }
}

/**
 * Gives this checkout the native TensorFlow engine of the user's cache, making it first where it must be.
 * Never throws for an engine that cannot be had: Earshot works without, so the failure is what it returns.
 * @param {string} root
 * @param {boolean} retry try again although the same failed within a day
 * @returns {Promise<{ failure?: Failure, isNew: boolean }>}
 */
export const prepareEngine = async (root, retry) => {
  const recipe = engineRecipe(root)
  const { binding, note } = places(root)
  if (recipe === undefined) return prepareElsewhere(binding, note)
  try {
    if (isLinkedTo(binding, path.basename(recipe.folder))) return { isNew: false }
    const isMade = () => existsSync(path.join(recipe.folder, 'tfjs_binding.node'))
    const known = isMade() || retry ? undefined : await rememberedFailure(recipe.folder)
    if (known !== undefined) return { failure: writeNote(note, known), isNew: false }
    if (!isMade()) {
      await slowly('Setting up the native TensorFlow engine (once per user)', () =>
        withLock(path.join(path.dirname(recipe.folder), 'engine.lock'), async () => {
          if (!isMade()) await buildEngine(recipe)
        })
      )
    }
    link(path.join(recipe.folder, 'tfjs_binding.node'), binding)
    rmSync(note, { force: true })
    rmSync(failureFile(recipe.folder), { force: true })
    return { isNew: false }
  } catch (error) {
    const failure = toFailure(error)
    writeNote(note, failure)
    rememberFailure(recipe.folder, failure)
    return { failure, isNew: true }
  }
}

/**
 * Systems without a recipe: the binding of tfjs-node's own installer, where someone ran that.
 * @param {string} binding
 * @param {string} note
 */
const prepareElsewhere = (binding, note) => {
  if (existsSync(binding)) {
    rmSync(note, { force: true })
    return { isNew: false }
  }
  const failure = {
    why: `no recipe for ${process.platform} ${process.arch}`,
    remedy:
      'Run "node scripts/install.js" in node_modules/@tensorflow/tfjs-node for its older official library',
    missingTools: [],
    atMs: Date.now()
  }
  return { failure: writeNote(note, failure), isNew: false }
}

/**
 * Whether the checkout has this engine already, in whichever cache it lies.
 * @param {string} binding
 * @param {string} engine name of its folder
 */
const isLinkedTo = (binding, engine) =>
  existsSync(binding) && path.basename(path.dirname(realpathSync(binding))) === engine

/**
 * @param {string} target
 * @param {string} file
 */
const link = (target, file) => {
  rmSync(file, { force: true })
  mkdirSync(path.dirname(file), { recursive: true })
  try {
    symlinkSync(target, file)
  } catch (error) {
    // Another set-up of this checkout was a moment faster, with the same target.
    if (codeOf(error) !== 'EEXIST') throw error
  }
}

/** @param {string} folder */
const failureFile = folder => `${folder}.failed.json`

/**
 * A failure of the last day, unless a tool that was missing then is there now.
 * @param {string} folder
 * @returns {Promise<Failure | undefined>}
 */
const rememberedFailure = async folder => {
  const file = failureFile(folder)
  if (!existsSync(file)) return undefined
  const failure = /** @type {Failure} */ (JSON.parse(readFileSync(file, 'utf8')))
  const age = Date.now() - failure.atMs
  if (age < 0 || age > REMEMBERED_MS) return undefined
  if (failure.missingTools.length === 0) return failure
  const stillMissing = await missingTools()
  return failure.missingTools.every(tool => stillMissing.includes(tool)) ? failure : undefined
}

/**
 * @param {string} folder
 * @param {Failure} failure
 */
const rememberFailure = (folder, failure) => {
  try {
    mkdirSync(path.dirname(folder), { recursive: true })
    writeFileSync(failureFile(folder), JSON.stringify(failure))
  } catch (error) {
    // A cache folder that cannot be written is then tried, and explained, at each start.
    if (!['EACCES', 'EROFS', 'ENOSPC', 'ENOTDIR', 'EEXIST'].includes(codeOf(error) ?? '')) throw error
  }
}

/**
 * @param {string} note
 * @param {Failure} failure
 */
const writeNote = (note, failure) => {
  if (existsSync(path.dirname(path.dirname(note)))) {
    mkdirSync(path.dirname(note), { recursive: true })
    const [why = ''] = failure.why.split('\n')
    writeFileSync(note, JSON.stringify({ why: why.replace(/:$/, ''), remedy: failure.remedy }))
  }
  return failure
}

/**
 * @param {unknown} error
 * @returns {Failure}
 */
const toFailure = error => ({
  why: messageOf(error),
  remedy: error instanceof Problem ? error.remedy : 'Mend that, then run: npm run setup -- --engine',
  missingTools: error instanceof Problem ? error.missingTools : [],
  atMs: Date.now()
})
