import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/**
 * What the bundles load from node_modules (see `external` in build/bundle.mjs) and the report's fonts. Everything
 * else of the production tree is inside the bundles.
 */
const ROOTS = [
  'better-sqlite3',
  '@tensorflow/tfjs-node',
  '@tensorflow/tfjs-core',
  '@tensorflow/tfjs-backend-wasm',
  '@tensorflow/tfjs-backend-webgpu',
  '@expo-google-fonts/noto-sans',
  '@expo-google-fonts/noto-sans-jp',
  '@expo-google-fonts/noto-sans-sc'
]

/** Dependencies that only installers and converters load: a test loads the engine without them. */
const NEVER_LOADED =
  /^(@types\/.*|@webgpu\/types|adm-zip|argparse|chalk|core-js|https-proxy-agent|make-dir|node-addon-api|node-fetch|regenerator-runtime|rimraf|tar|yargs)$/

const ALWAYS = ['package.json', '{LICENSE,LICENCE,License,license,NOTICE,COPYING}*']
const TYPES_AND_MAPS = '!**/*.{ts,mts,cts,map,md,markdown,html,flow}'
const FONT = [...ALWAYS, '{400Regular,600SemiBold}/*.ttf']

/** Files of a package, as patterns of electron-builder; where nothing is said: all but types, maps and tests. */
const FILES = /** @type {Readonly<Record<string, readonly string[]>>} */ ({
  'better-sqlite3': [...ALWAYS, 'lib/**/*.js', 'prebuilds/${platform}-${arch}.node'],
  '@tensorflow/tfjs-node': [...ALWAYS, 'dist/**/*.js', 'lib/napi-v8/**', 'deps/lib/**'],
  '@tensorflow/tfjs': [...ALWAYS, 'dist/tf.node.js'],
  '@tensorflow/tfjs-core': [...ALWAYS, 'dist/tf-core.node.js'],
  '@tensorflow/tfjs-layers': [...ALWAYS, 'dist/tf-layers.node.js'],
  '@tensorflow/tfjs-data': [...ALWAYS, 'dist/tf-data.node.js'],
  '@tensorflow/tfjs-converter': [...ALWAYS, 'dist/tf-converter.node.js'],
  '@tensorflow/tfjs-backend-cpu': [...ALWAYS, 'dist/tf-backend-cpu.node.js'],
  '@tensorflow/tfjs-backend-wasm': [...ALWAYS, 'dist/tf-backend-wasm.node.js', 'dist/*.wasm'],
  '@tensorflow/tfjs-backend-webgpu': [...ALWAYS, 'dist/tf-backend-webgpu.node.js'],
  '@tensorflow/tfjs-backend-webgl': [...ALWAYS, 'dist/tf-backend-webgl.node.js'],
  'google-protobuf': [...ALWAYS, 'google-protobuf.js'],
  '@expo-google-fonts/noto-sans': FONT,
  '@expo-google-fonts/noto-sans-jp': FONT,
  '@expo-google-fonts/noto-sans-sc': FONT
})
const ORDINARY = [
  '**/*',
  TYPES_AND_MAPS,
  '!{test,tests,__tests__,example,examples,docs,.github,dist/test}/**'
]

/**
 * The folders of all packages that run from node_modules, below the root, as npm laid them out.
 * @param {string} root
 * @returns {readonly string[]}
 */
export const runtimePackages = root => {
  /** @type {Set<string>} */
  const found = new Set()
  /** @param {string} folder */
  const visit = folder => {
    if (found.has(folder)) return
    found.add(folder)
    for (const name of dependenciesOf(path.join(root, folder))) {
      if (!NEVER_LOADED.test(name)) visit(resolveFrom(root, folder, name))
    }
  }
  for (const name of ROOTS) visit(`node_modules/${name}`)
  return [...found].sort()
}

/**
 * Those packages as file sets of electron-builder.
 * @param {string} root
 */
export const runtimeFileSets = root =>
  runtimePackages(root).map(folder => ({
    from: folder,
    to: folder,
    filter: [...(FILES[folder.replace(/^.*node_modules\//, '')] ?? ORDINARY), '!node_modules/**']
  }))

/**
 * The folder of a dependency, by Node's rule: the nearest node_modules that has it.
 * @param {string} root
 * @param {string} folder
 * @param {string} name
 * @returns {string}
 */
const resolveFrom = (root, folder, name) => {
  for (let at = folder; at !== '.'; at = path.posix.dirname(at)) {
    const candidate = `${at}/node_modules/${name}`
    if (!at.endsWith('node_modules') && existsSync(path.join(root, candidate))) return candidate
  }
  const top = `node_modules/${name}`
  if (!existsSync(path.join(root, top))) throw new Error(`${folder} needs ${name}, which is not installed`)
  return top
}

/** @param {string} folder */
const dependenciesOf = folder => {
  /** @type {{ dependencies?: Record<string, string> }} */
  const { dependencies = {} } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  return Object.keys(dependencies)
}
