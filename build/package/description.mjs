import { readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'

/**
 * @typedef {object} Description what electron-builder.yml and package.json say of a package, as far as our own
 *   Linux packages repeat it
 * @property {string} version
 * @property {string} appId
 * @property {{ ext: string, mimeType: string, description: string }[]} fileAssociations
 * @property {string} productName
 * @property {LinuxDescription} linux
 * @property {{ packageCategory: string, depends: string[] }} deb
 *
 * @typedef {object} LinuxDescription
 * @property {string} executableName
 * @property {string} maintainer
 * @property {string} synopsis
 * @property {string} description
 * @property {string} category
 * @property {{ entry: Record<string, string> }} desktop
 */

/**
 * @param {string} root
 * @returns {Description}
 */
export const readDescription = root => ({
  .../** @type {Omit<Description, 'version'>} */ (
    parse(readFileSync(path.join(root, 'electron-builder.yml'), 'utf8'))
  ),
  version: JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).version
})

/** Debian's names of processor architectures. */
const DEBIAN_ARCH = /** @type {Readonly<Record<string, string>>} */ ({ x64: 'amd64', arm64: 'arm64' })

/** @param {string} arch Node's name */
export const debianArch = arch => DEBIAN_ARCH[arch] ?? arch

/** electron-builder's names of systems. */
const SYSTEM_NAMES = /** @type {Readonly<Record<string, string>>} */ ({ win32: 'win', darwin: 'mac' })

/**
 * File name of a package, as electron-builder.yml has it: name, version, system, processor.
 * @param {Pick<Description, 'version' | 'linux'>} description
 * @param {string} platform Node's name
 * @param {string} arch Node's name
 * @param {string} ext
 */
export const packageFile = ({ version, linux }, platform, arch, ext) => {
  const system = SYSTEM_NAMES[platform] ?? platform
  return `${linux.executableName}-${version}-${system}-${ext === 'deb' ? debianArch(arch) : arch}.${ext}`
}
