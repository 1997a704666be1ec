import { rmSync } from 'node:fs'
import path from 'node:path'

/**
 * Takes out of an unpacked Electron what serves only its use as a command: electron-builder leaves it in where it
 * was given a folder instead of an archive.
 * @param {string} resources
 * @param {string} folder
 */
export const cleanElectron = (resources, folder) => {
  rmSync(path.join(resources, 'default_app.asar'), { force: true })
  rmSync(path.join(folder, 'version'), { force: true })
}
