import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import util from 'node:util'
import type * as Tensorflow from '@tensorflow/tfjs-node'
import { AppError } from '../../contract/errors.ts'

/** What is loaded: TensorFlow.js with tfjs-node's own parts. */
export type NodeTf = typeof Tensorflow

const require = createRequire(import.meta.url)

/** Which of the two libraries: each has a folder and a note of its own beside the other. */
export type TensorflowVariant = 'cpu' | 'cuda'

const placesOf = (variant: TensorflowVariant): { readonly binding: string; readonly note: string } => {
  const lib = path.join(path.dirname(require.resolve('@tensorflow/tfjs-node/package.json')), 'lib')
  const suffix = variant === 'cuda' ? '-cuda' : ''
  return {
    binding: path.join(lib, `napi-v8${suffix}`, 'tfjs_binding.node'),
    note: path.join(lib, `earshot-engine${suffix}.json`)
  }
}

/**
 * The native TensorFlow engine. Loading takes about a second and 200 MB, so only work that needs it calls this,
 * and only in a compute process: it crashes inside Electron's browser process.
 * @throws engine-missing, with what to do; `details.isBroken` is true where somebody tried to have it,
 *   `details.isLoaded` where the process holds a part of it from now on
 */
export const loadTensorflow = (variant: TensorflowVariant = 'cpu'): NodeTf => {
  const absence = absenceOf(variant)
  if (absence !== null) {
    const { why, remedy, isTried } = absence
    const name = variant === 'cuda' ? 'TensorFlow with CUDA' : 'TensorFlow'
    throw new AppError('engine-missing', `${name} is not installed: ${why}. ${remedy}`, { isBroken: isTried })
  }
  if (variant === 'cuda') standIn()
  restoreUtil()
  // The library reads it once, when it is loaded: 2 leaves warnings and errors out of our logs but fatal ones in.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2'
  try {
    return require('@tensorflow/tfjs-node') as NodeTf
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    const details = { isBroken: true, isLoaded: true }
    throw new AppError('engine-missing', `TensorFlow cannot be loaded: ${message}`, details, { cause })
  }
}

/** Whether the native engine is installed here; nothing is loaded for the answer. */
export const isTensorflowInstalled = (): boolean => absenceOf('cpu') === null

/** tfjs-node always asks for the binding of the CPU: what it gets is the other one, loaded beforehand. */
const standIn = (): void => {
  try {
    const name = require.resolve(placesOf('cuda').binding)
    require(name)
    require.cache[require.resolve(placesOf('cpu').binding)] = require.cache[name]
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    const details = { isBroken: true }
    throw new AppError('engine-missing', `TensorFlow with CUDA cannot be loaded: ${message}`, details, {
      cause
    })
  }
}

/** Node 23 removed what tfjs-node 4.22 still calls. */
const restoreUtil = (): void => {
  const missing: Record<string, (value: unknown) => boolean> = {
    isNullOrUndefined: value => value === null || value === undefined,
    isArray: value => Array.isArray(value)
  }
  for (const [name, check] of Object.entries(missing)) {
    if (!(name in util)) Object.assign(util, { [name]: check })
  }
}

/** What set-up noted beside the place of the binding, where it could not make one; null where there is one. */
const absenceOf = (
  variant: TensorflowVariant
): { readonly why: string; readonly remedy: string; readonly isTried: boolean } | null => {
  const { binding, note } = placesOf(variant)
  if (existsSync(binding)) return null
  const remedy = `Run npm run setup -- --engine${variant === 'cuda' ? ' --cuda' : ''}`
  if (!existsSync(note)) return { why: 'it was not set up', remedy, isTried: false }
  const noted = JSON.parse(readFileSync(note, 'utf8')) as Record<string, unknown>
  return { why: String(noted.why), remedy: String(noted.remedy), isTried: true }
}
