// What electron-builder.yml cannot say, because it is found out: read by electron-builder through `extends`.
import { fileURLToPath } from 'node:url'
import { cleanElectron } from './clean-electron.mjs'
import { findElectronDist } from './electron-dist.mjs'
import { engineNote, engineResources } from './engine-files.mjs'
import { electronFuses } from './fuses.mjs'
import { runtimeFileSets } from './runtime-files.mjs'
import { writeNotices } from './notices.mjs'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** What is ours and runs; node_modules is listed package by package. */
const OUR_FILES = [
  'package.json',
  'dist/desktop/**',
  'dist/renderer/**',
  'resources/icons/application/*.png',
  '!**/*.map',
  '!dist/renderer/licences.json',
  '!node_modules/**'
]

/** @returns {import('electron-builder').Configuration} */
const config = () => {
  const electron = findElectronDist(root, process.env)
  return {
    ...(electron === undefined ? {} : { electronDist: electron.folder, electronVersion: electron.version }),
    files: [...OUR_FILES, ...runtimeFileSets(root), ...engineNote(root)],
    extraResources: [...engineResources(root)],
    electronFuses: electronFuses(electron?.version),
    afterExtract: ({ packager, appOutDir }) => cleanElectron(packager.getResourcesDir(appOutDir), appOutDir),
    afterPack: context => writeNotices(root, context)
  }
}

export default config
