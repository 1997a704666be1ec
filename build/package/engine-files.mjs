import { existsSync, realpathSync } from 'node:fs'
import path from 'node:path'

const BINDING = 'node_modules/@tensorflow/tfjs-node/lib/napi-v8/tfjs_binding.node'
const FILES = ['libtensorflow*.so*', 'LICENSE', 'THIRD_PARTY_NOTICES.txt']

/**
 * TensorFlow's libraries as an extra resource, out of the folder that set-up's link leads to; nothing where set-up
 * made no engine. The binding finds them by its rpath: see RPATH in build/set-up/engine-build.mjs.
 * @param {string} root
 * @returns {readonly { from: string, to: string, filter: string[] }[]}
 */
export const engineResources = root => {
  const binding = path.join(root, BINDING)
  if (!existsSync(binding)) return []
  const folder = path.dirname(realpathSync(binding))
  if (!existsSync(path.join(folder, 'libtensorflow_cc.so.2'))) return []
  return [{ from: folder, to: 'tensorflow', filter: FILES }]
}

/**
 * The note that says so where asked for TensorFlow, in packages without it (see electron/ml/engine).
 * @param {string} root
 * @returns {readonly { from: string, to: string, filter: string[] }[]}
 */
export const engineNote = root =>
  existsSync(path.join(root, BINDING))
    ? []
    : [
        {
          from: 'resources/no-engine',
          to: path.posix.dirname(path.posix.dirname(BINDING)),
          filter: ['*.json']
        }
      ]
