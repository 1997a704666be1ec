import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import util from 'node:util'
import type * as Tensorflow from '@tensorflow/tfjs-node'
import { AppError } from '../../contract/errors.ts'

/** What is loaded: TensorFlow.js with tfjs-node's own parts. */
export type NodeTf = typeof Tensorflow

const require = createRequire(import.meta.url)

/**
 * The native TensorFlow engine. Loading takes about a second and 200 MB, so only work that needs it calls this,
 * and only in a compute process: it crashes inside Electron's browser process.
 * @throws engine-missing, with what to do
 */
export const loadTensorflow = (): NodeTf => {
  const { why, remedy } = absence()
  if (why !== null) throw new AppError('engine-missing', `TensorFlow is not installed: ${why}. ${remedy}`)
  restoreUtil()
  // The library reads it once, when it is loaded: 2 leaves warnings and errors out of our logs but fatal ones in.
  process.env.TF_CPP_MIN_LOG_LEVEL ??= '2'
  try {
    return require('@tensorflow/tfjs-node') as NodeTf
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause)
    throw new AppError('engine-missing', `TensorFlow cannot be loaded: ${message}`, {}, { cause })
  }
}

/** Whether the native engine is installed here; nothing is loaded for the answer. */
export const isTensorflowInstalled = (): boolean => absence().why === null

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

/** What set-up noted beside the place of the binding, where it could not make one. */
const absence = (): { readonly why: string | null; readonly remedy: string } => {
  const lib = path.join(path.dirname(require.resolve('@tensorflow/tfjs-node/package.json')), 'lib')
  if (existsSync(path.join(lib, 'napi-v8', 'tfjs_binding.node'))) return { why: null, remedy: '' }
  const note = path.join(lib, 'earshot-engine.json')
  if (!existsSync(note)) return { why: 'it was not set up', remedy: 'Run npm run setup -- --engine' }
  const { why, remedy } = JSON.parse(readFileSync(note, 'utf8')) as Record<string, unknown>
  return { why: String(why), remedy: String(remedy) }
}
