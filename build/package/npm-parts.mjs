import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { statedLicence } from './licence-policy.mjs'
import { runtimePackages } from './runtime-files.mjs'

/**
 * @typedef {object} NpmPart
 * @property {string} name
 * @property {string} version
 * @property {string | undefined} licence SPDX expression
 * @property {string} author
 * @property {string} folder
 * @property {readonly string[]} texts of its licence files
 */

const TEXT_FILE = /^(licen[cs]e|copying|notice)/i
const PACKAGE = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)/

/**
 * The npm packages that a package contains: bundled into the processes (dist/desktop/inputs.json), bundled into the
 * interface (dist/renderer/licences.json), and run from node_modules.
 * @param {string} root
 * @returns {readonly NpmPart[]} by name and version
 */
export const npmParts = root => {
  /** @type {readonly string[]} */
  const inputs = readJson(path.join(root, 'dist', 'desktop', 'inputs.json'))
  const folders = new Set([
    ...inputs.flatMap(file => PACKAGE.exec(file)?.[1] ?? []),
    ...runtimePackages(root),
    ...rendererPackages(root)
  ])
  const parts = [...folders].map(folder => partOf(path.join(root, folder)))
  return [...new Map(parts.map(part => [`${part.name}@${part.version}`, part])).values()].sort(byName)
}

/**
 * Where the listed versions lie: at the top, or below the package that wants just that version.
 * @param {string} root
 */
const rendererPackages = root => {
  /** @type {readonly { name: string, version: string }[]} */
  const listed = readJson(path.join(root, 'dist', 'renderer', 'licences.json'))
  /** @type {{ packages: Record<string, { version?: string }> }} */
  const { packages } = readJson(path.join(root, 'package-lock.json'))
  return listed.map(({ name, version }) => {
    const isIt = (/** @type {string} */ folder) =>
      folder.endsWith(`node_modules/${name}`) && packages[folder]?.version === version
    const found = Object.keys(packages).find(isIt)
    if (found === undefined) throw new Error(`${name} ${version} is not in package-lock.json`)
    return found
  })
}

/**
 * @param {string} folder
 * @returns {NpmPart}
 */
const partOf = folder => {
  const manifest = readJson(path.join(folder, 'package.json'))
  const author = typeof manifest.author === 'object' ? manifest.author?.name : manifest.author
  return {
    name: manifest.name,
    version: manifest.version,
    licence: statedLicence(manifest),
    author: author ?? `the authors of ${manifest.name}`,
    folder,
    texts: readdirSync(folder, { withFileTypes: true })
      .filter(entry => entry.isFile() && TEXT_FILE.test(entry.name))
      .map(entry => readFileSync(path.join(folder, entry.name), 'utf8').trim())
  }
}

/**
 * @param {NpmPart} left
 * @param {NpmPart} right
 */
const byName = (left, right) =>
  left.name.localeCompare(right.name, 'en') || left.version.localeCompare(right.version)

/** @param {string} file */
const readJson = file => {
  if (!existsSync(file)) throw new Error(`${file} is missing: npm run package makes it`)
  return JSON.parse(readFileSync(file, 'utf8'))
}
