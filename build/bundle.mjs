// Bundles the desktop's processes into dist/desktop: main, preloads, compute and its threads.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { build } from 'esbuild'
import { bundleReplaceable, replaceableModules } from './replaceable.mjs'
import { inputsHash } from './set-up/inputs.mjs'

const INPUTS = ['electron', 'build/bundle.mjs', 'build/replaceable.mjs', 'package-lock.json']

/** The oldest Electron that the bundle runs in: 22, which the tests use where a newer one cannot be fetched. */
const OLDEST_NODE = 'node16.17'
const OLDEST_BROWSER = 'chrome108'

/**
 * Loaded from node_modules at run time: native code beside a script, what Electron itself brings, and the decoder
 * of AAC, which packages leave out (docs/decisions/0005-what-packages-contain.md).
 */
const EXTERNAL = [
  ...['electron', 'better-sqlite3', '@audio/decode-aac'],
  ...[
    '@tensorflow/tfjs',
    '@tensorflow/tfjs-node',
    '@tensorflow/tfjs-backend-wasm',
    '@tensorflow/tfjs-backend-webgpu'
  ]
]

const ENTRIES = {
  main: 'electron/main/index.ts',
  compute: 'electron/compute/index.ts',
  'compute-thread': 'electron/compute/pool/thread.ts',
  engine: 'electron/preload/engine.ts'
}

/** @param {string} root */
const folder = root => path.join(root, 'dist', 'desktop')
/** @param {string} root */
const stampFile = root => path.join(root, 'dist', 'desktop.inputs')

/**
 * What the bundle is made from, as one hash.
 * @param {string} root
 */
const bundleInputs = root => inputsHash(root, INPUTS)

/**
 * Whether the bundle belongs to the sources as they are.
 * @param {string} root
 * @param {string} [inputs]
 */
export const isBundleCurrent = (root, inputs = bundleInputs(root)) =>
  existsSync(path.join(folder(root), 'main.cjs')) &&
  existsSync(stampFile(root)) &&
  readFileSync(stampFile(root), 'utf8') === inputs

/**
 * Bundles beside the place and puts it there.
 * @param {string} root
 */
export const bundleDesktop = async root => {
  const inputs = bundleInputs(root)
  if (isBundleCurrent(root, inputs)) return
  const fresh = `${folder(root)}.new`
  rmSync(fresh, { recursive: true, force: true })
  mkdirSync(fresh, { recursive: true })
  /** @type {import('esbuild').BuildOptions} */
  const common = {
    absWorkingDir: root,
    bundle: true,
    format: 'cjs',
    outdir: fresh,
    outExtension: { '.js': '.cjs' },
    external: EXTERNAL,
    sourcemap: 'linked',
    sourcesContent: false,
    legalComments: 'none',
    metafile: true,
    logLevel: 'warning'
  }
  /** @type {import('esbuild').BuildOptions} */
  const forNode = {
    ...common,
    platform: 'node',
    target: OLDEST_NODE,
    // CommonJS has no import.meta.url.
    define: { 'import.meta.url': 'bundleUrl' },
    banner: { js: "const bundleUrl = require('node:url').pathToFileURL(__filename).href;" }
  }
  const results = await Promise.all([
    build({ ...forNode, entryPoints: ENTRIES, plugins: [replaceableModules()] }),
    bundleReplaceable(forNode, fresh),
    build({
      ...common,
      entryPoints: { preload: 'electron/preload/index.ts' },
      platform: 'browser',
      target: OLDEST_BROWSER
    })
  ])
  writeFileSync(path.join(fresh, 'inputs.json'), JSON.stringify(results.flatMap(inputsOf).sort()))
  rmSync(folder(root), { recursive: true, force: true })
  renameSync(fresh, folder(root))
  writeFileSync(stampFile(root), inputs)
}

/**
 * The files that a bundle was made from: their packages' licences go with it.
 * @param {import('esbuild').BuildResult} result
 */
const inputsOf = result => Object.keys(result.metafile?.inputs ?? {})

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  await bundleDesktop(fileURLToPath(new URL('..', import.meta.url)))
}
