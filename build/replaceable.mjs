import path from 'node:path'
import { build } from 'esbuild'

/**
 * Modules with code under the LGPL: a parser of frames, alone and inside two decoders, and mpg123. They are bundled
 * as files of their own, which anyone may replace; packages keep them outside the archive (electron-builder.yml).
 */
export const REPLACEABLE = ['codec-parser', '@audio/decode-mp3', '@audio/decode-opus', '@audio/decode-vorbis']

/** @param {string} name */
const fileOf = name => `./replaceable/${path.posix.basename(name)}.cjs`

/**
 * Leads imports of these modules to their files beside the bundle.
 * @returns {import('esbuild').Plugin}
 */
export const replaceableModules = () => ({
  name: 'replaceable',
  setup: ({ onResolve, onLoad }) => {
    const names = new RegExp(`^(${REPLACEABLE.join('|')})$`)
    onResolve({ filter: names }, ({ path: name }) => ({ path: name, namespace: 'replaceable' }))
    onResolve({ filter: /^\.\/replaceable\// }, ({ path: file }) => ({ path: file, external: true }))
    onLoad({ filter: /.*/, namespace: 'replaceable' }, ({ path: name }) => {
      const file = JSON.stringify(fileOf(name))
      return { contents: `export * from ${file}; export { default } from ${file}` }
    })
  }
})

/**
 * Bundles each of them alone into the folder.
 * @param {import('esbuild').BuildOptions} common
 * @param {string} folder
 */
export const bundleReplaceable = (common, folder) =>
  build({
    ...common,
    outdir: path.join(folder, 'replaceable'),
    entryPoints: Object.fromEntries(REPLACEABLE.map(name => [path.posix.basename(name), name])),
    sourcemap: false
  })
