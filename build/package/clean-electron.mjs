import { readdirSync, rmSync } from 'node:fs'
import path from 'node:path'

/**
 * Takes out of an unpacked Electron what serves only its use as a command, and hidden files of whoever unpacked it:
 * electron-builder leaves them in where it was given a folder instead of an archive.
 * @param {string} resources
 * @param {string} folder
 */
export const cleanElectron = (resources, folder) => {
  rmSync(path.join(resources, 'default_app.asar'), { force: true })
  rmSync(path.join(folder, 'version'), { force: true })
  const hidden = readdirSync(folder).filter(name => name.startsWith('.'))
  for (const name of hidden) rmSync(path.join(folder, name), { recursive: true })
}
