import { mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { findTool, missingTools } from './engine-tools.mjs'
import { Problem } from './problem.mjs'
import { findOnPath, lastLines, run } from './run.mjs'
import { slowly } from './say.mjs'

const NAPI_VERSION = 8
/**
 * Where the binding finds the libraries: beside it in the user's cache; in a package in resources/tensorflow,
 * while it lies in resources/app.asar.unpacked/node_modules/@tensorflow/tfjs-node/lib/napi-v8.
 */
export const RPATH = '$ORIGIN:$ORIGIN/../../../../../../tensorflow'

/** NVIDIA's libraries ask for one another, not all of them with an rpath: the binding's old-style one serves them. */
const NVIDIA = [
  ...['cublas', 'cuda_cupti', 'cuda_nvrtc', 'cuda_runtime', 'cudnn', 'cufft', 'curand', 'cusolver'],
  ...['cusparse', 'nccl', 'nvjitlink']
]

/**
 * Where the binding of a recipe finds its libraries.
 * @param {import('./engine-recipe.mjs').Variant} variant
 * @returns {string}
 */
export const rpathOf = variant =>
  variant === 'cuda' ? ['$ORIGIN', ...NVIDIA.map(name => `$ORIGIN/../nvidia/${name}/lib`)].join(':') : RPATH

/**
 * Makes the engine in its cache folder: TensorFlow's libraries out of its Python wheel, and tfjs-node's
 * binding compiled against them. It appears there whole or not at all.
 * @param {import('./engine-recipe.mjs').Recipe} recipe
 * @throws {Problem}
 */
export const buildEngine = async recipe => {
  const { compiler, python } = await checkTools(recipe)
  const cache = path.dirname(recipe.folder)
  sweep(cache)
  const work = mkdtempSync(path.join(cache, 'making-'))
  const clear = () => rmSync(work, { recursive: true, force: true })
  process.on('exit', clear)
  try {
    const ready = path.join(work, 'engine')
    const libraries = path.join(ready, path.relative(recipe.folder, path.dirname(recipe.made)))
    const headers = path.join(work, 'headers')
    mkdirSync(libraries, { recursive: true })
    const { download: downloaded, unpacked } = recipe.size
    await slowly(`  Downloading TensorFlow (${downloaded})`, () => download(python, recipe, work))
    await slowly(`  Unpacking its libraries (${unpacked})`, () =>
      unpack(python, [work, libraries, headers, ...(recipe.variant === 'cuda' ? [ready] : [])])
    )
    await strip(libraries)
    await slowly('  Compiling the binding', () => compile(compiler, recipe, headers, libraries))
    renameSync(ready, recipe.folder)
  } finally {
    process.off('exit', clear)
    clear()
  }
}

/**
 * The tools, or everything that is missing named at once.
 * @param {import('./engine-recipe.mjs').Recipe} recipe
 */
const checkTools = async recipe => {
  const missing = await missingTools()
  const compiler = findTool('compiler')
  const python = findTool('python')
  if (missing.length > 0 || compiler === undefined || python === undefined) {
    throw new Problem(
      `missing on this computer: ${missing.join(', ')}`,
      'Install what is missing (Debian, Ubuntu: sudo apt install g++ python3-pip), then run: npm run setup -- --engine',
      missing
    )
  }
  const cache = path.dirname(recipe.folder)
  mkdirSync(cache, { recursive: true })
  const { bavail, bsize } = statfsSync(cache)
  const { neededBytes } = recipe.size
  if (bavail * bsize < neededBytes) {
    throw new Problem(
      `less than ${neededBytes / 1e9} GB free in ${cache}`,
      'Make room (or point XDG_CACHE_HOME elsewhere), then run: npm run setup -- --engine'
    )
  }
  return { compiler, python }
}

/**
 * Leftovers of set-ups that were killed; the caller holds the lock.
 * @param {string} cache
 */
const sweep = cache => {
  for (const name of readdirSync(cache).filter(entry => entry.startsWith('making-'))) {
    rmSync(path.join(cache, name), { recursive: true, force: true })
  }
}

/**
 * @param {string} python
 * @param {import('./engine-recipe.mjs').Recipe} recipe
 * @param {string} work
 */
const download = async (python, recipe, work) => {
  const requirements = path.join(work, 'requirements.txt')
  writeFileSync(requirements, recipe.requirements.map(line => `${line}\n`).join(''))
  const { status, output } = await run(python, [
    ...['-m', 'pip', 'download', '--quiet', '--progress-bar', 'off', '--disable-pip-version-check'],
    ...['--no-deps', '--no-cache-dir', '--only-binary=:all:', '--require-hashes', '--retries', '2'],
    ...['--implementation', 'cp', '--python-version', '3.11'],
    ...recipe.tags.flatMap(tag => ['--platform', tag]),
    ...['--dest', work, '--requirement', requirements]
  ])
  if (status !== 0) {
    throw new Problem(
      `TensorFlow could not be downloaded from the Python package index:\n${lastLines(output, 6)}`,
      'Check the network (and pip config list), then run: npm run setup -- --engine'
    )
  }
}

/**
 * @param {string} python
 * @param {readonly string[]} folders as unpack-wheel.py takes them
 */
const unpack = async (python, folders) => {
  const script = fileURLToPath(new URL('unpack-wheel.py', import.meta.url))
  const { status, output } = await run(python, [script, ...folders])
  if (status !== 0) {
    throw new Problem(
      `the downloaded package could not be unpacked:\n${lastLines(output, 6)}`,
      'Check the free space, then run: npm run setup -- --engine'
    )
  }
}

/**
 * Takes out what only a debugger reads: a quarter of the libraries. A compiler usually brings the tool.
 * @param {string} ready
 */
const strip = async ready => {
  const tool = findOnPath('strip')
  if (tool === undefined) return
  const libraries = readdirSync(ready).filter(name => name.includes('.so'))
  const files = libraries.map(name => path.join(ready, name))
  const { status, output } = await run(tool, ['--strip-unneeded', ...files])
  if (status !== 0) {
    throw new Problem(
      `the libraries could not be stripped with ${tool}:\n${lastLines(output, 6)}`,
      'Check the free space, then run: npm run setup -- --engine'
    )
  }
}

/**
 * @param {string} compiler
 * @param {import('./engine-recipe.mjs').Recipe} recipe
 * @param {string} headers
 * @param {string} ready
 */
const compile = async (compiler, recipe, headers, ready) => {
  const source = path.join(recipe.binding, 'binding')
  const { status, output } = await run(compiler, [
    ...['-std=c++17', '-O2', '-fPIC', '-shared', '-w', `-DNAPI_VERSION=${NAPI_VERSION}`],
    ...['-I', recipe.nodeHeaders, '-I', headers, '-I', recipe.binding],
    ...[path.join(source, 'tfjs_backend.cc'), path.join(source, 'tfjs_binding.cc')],
    ...['-o', path.join(ready, 'tfjs_binding.node')],
    ...['-L', ready, '-l:libtensorflow_cc.so.2', '-l:libtensorflow_framework.so.2'],
    // An old-style rpath also serves the libraries' own needs.
    ...[`-Wl,-rpath,${rpathOf(recipe.variant)}`, '-Wl,--disable-new-dtags']
  ])
  if (status !== 0) {
    throw new Problem(
      `the binding could not be compiled with ${compiler}:\n${lastLines(output)}`,
      'A g++ from version 9 on is known to do; then run: npm run setup -- --engine'
    )
  }
}
