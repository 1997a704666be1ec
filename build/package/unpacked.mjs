import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { bundleDesktop } from '../bundle.mjs'
import { inputsHash } from '../set-up/inputs.mjs'
import { runBuilder, unpackedFolder } from './builder.mjs'

const INPUTS = [
  ...['electron', 'renderer', 'resources', 'build', 'electron-builder.yml', 'LICENSE'],
  ...['package.json', 'package-lock.json', 'vite.config.ts', 'tsconfig.json']
]

/**
 * The unpacked package, which all others of this system are made from; built where it does not belong to the sources
 * and the Electron as they are.
 * @param {string} root
 * @param {string} output
 * @param {{ folder: string, version: string }} electron
 * @returns {Promise<string>} folder
 */
export const buildUnpacked = async (root, output, electron) => {
  const folder = unpackedFolder(output)
  const stamp = `${folder}.inputs`
  const inputs = [inputsHash(root, INPUTS), electron.version, electron.folder].join(' ')
  if (existsSync(folder) && existsSync(stamp) && readFileSync(stamp, 'utf8') === inputs) return folder
  rmSync(stamp, { force: true })
  rmSync(folder, { recursive: true, force: true })
  await bundleDesktop(root)
  await runBuilder(root, 'dir', output)
  writeFileSync(stamp, inputs)
  return folder
}
