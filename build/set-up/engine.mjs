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
import { decideCuda, forgetCuda, rememberCuda } from './cuda.mjs'
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
 * Where tfjs-node looks for its binding, and beside it why there is none (read by electron/ml/engine). The engine
 * with CUDA has both under names of its own.
 * @param {string} root
 * @param {import('./engine-recipe.mjs').Variant} variant
 */
const places = (root, variant) => {
  const lib = path.join(root, 'node_modules', '@tensorflow', 'tfjs-node', 'lib')
  const suffix = variant === 'cuda' ? '-cuda' : ''
  return {
    binding: path.join(lib, `napi-v8${suffix}`, 'tfjs_binding.node'),
    note: path.join(lib, `earshot-engine${suffix}.json`)
  }
}

/**
 * Gives this checkout the native TensorFlow engine of the user's cache, making it first where it must be.
 * Never throws for an engine that cannot be had: Earshot works without, so the failure is what it returns.
 * @param {string} root
 * @param {boolean} retry try again although the same failed within a day
 * @returns {Promise<Outcome>}
 */
export const prepareEngine = async (root, retry) => {
  const recipe = engineRecipe(root)
  const { binding, note } = places(root, 'cpu')
  return recipe === undefined ? prepareElsewhere(binding, note) : prepareRecipe(root, recipe, retry)
}

/**
 * The same engine with CUDA, beside that of the processor, where it is wanted; it needs the other one, whose place
 * tfjs-node looks at first. Null where it is not wanted.
 * @param {string} root
 * @param {{ asked?: boolean | undefined, retry: boolean }} order
 * @returns {Promise<Outcome | null>}
 */
export const prepareCuda = async (root, { asked, retry }) => {
  if (retry && asked === undefined) forgetCuda(root)
  const { isWanted, why } = decideCuda(rememberCuda(root, asked))
  const { binding, note } = places(root, 'cuda')
  if (!isWanted) {
    // A link of a driver that is gone, or of a person who changed their mind, leads nowhere good.
    rmSync(binding, { force: true })
    rmSync(note, { force: true })
    if (asked === true) throw new Problem(`CUDA cannot be set up: ${why}`, 'Leave --cuda out')
    return null
  }
  const recipe = engineRecipe(root, 'cuda')
  return recipe === undefined ? null : prepareRecipe(root, recipe, retry)
}

const TITLES = {
  cpu: 'Setting up the native TensorFlow engine (once per user)',
  cuda: 'Setting up TensorFlow with CUDA for the NVIDIA card (once per user; --no-cuda declines it)'
}

/**
 * @typedef {{ failure?: Failure, isNew: boolean }} Outcome
 *
 * @param {string} root
 * @param {import('./engine-recipe.mjs').Recipe} recipe
 * @param {boolean} retry
 * @returns {Promise<Outcome>}
 */
const prepareRecipe = async (root, recipe, retry) => {
  const { binding, note } = places(root, recipe.variant)
  try {
    if (isLinkedTo(binding, path.basename(recipe.folder))) return { isNew: false }
    const isMade = () => existsSync(recipe.made)
    const known = isMade() || retry ? undefined : await rememberedFailure(recipe.folder)
    if (known !== undefined) return { failure: writeNote(note, known), isNew: false }
    if (!isMade()) {
      await slowly(TITLES[recipe.variant], () =>
        withLock(path.join(path.dirname(recipe.folder), 'engine.lock'), async () => {
          if (!isMade()) await buildEngine(recipe)
        })
      )
    }
    link(recipe.made, binding)
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
  existsSync(binding) && realpathSync(binding).split(path.sep).includes(engine)

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
