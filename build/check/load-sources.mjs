// node load-sources.mjs ROOT: loads what the command line, the server and the compute processes are made of.
import { globSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'

const [, , root = '.'] = process.argv
/** What begins to work as soon as it is loaded, and what runs in Electron only. */
const LEFT_OUT =
  /^electron\/((cli|server|compute)\/index|compute\/pool\/thread)\.ts$|^electron\/(main|preload)\//u

/** @param {() => unknown} load */
const tryTo = async load => {
  try {
    await load()
  } catch {
    // What cannot be loaded here is compiled where it can be.
  }
}

for (const found of globSync('electron/**/*.ts', { cwd: root })) {
  const file = found.split(path.sep).join('/')
  if (LEFT_OUT.test(file) || file.endsWith('.d.ts')) continue
  await tryTo(() => import(pathToFileURL(path.join(root, file)).href))
}
await tryTo(() => createRequire(path.join(root, 'package.json'))('@tensorflow/tfjs-node'))
process.exit()
