import { existsSync, lstatSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { getRawHeader } from '@electron/asar'
import { SBOM } from './notices.mjs'

const START = '<!-- weights: written by `npm run package -- weigh` -->'
const END = '<!-- end of weights -->'
/** Smaller ones are summed up, MB. */
const SMALLEST_NAMED = 0.3
const PACKAGE = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//

/**
 * @typedef {readonly [part: string, bytes: number]} Weight
 */

/**
 * Prints what an unpacked package is made of, and writes it into docs/packages.md.
 * @param {string} root
 * @param {string} folder the unpacked package
 * @returns {number} exit status
 */
export const weigh = (root, folder) => {
  if (!existsSync(folder)) {
    console.error(`There is no ${path.relative(root, folder)}: npm run package -- dir makes it.`)
    return 1
  }
  const table = `${titleOf(folder)}\n\n${weightTable(weights(folder))}`
  console.log(table)
  const page = path.join(root, 'docs', 'packages.md')
  const text = readFileSync(page, 'utf8')
  const [start, end] = [text.indexOf(START), text.indexOf(END)]
  if (start < 0 || end < start) throw new Error(`${page} has no place for the table`)
  writeFileSync(page, `${text.slice(0, start)}${START}\n${table}\n${text.slice(end)}`)
  return 0
}

/**
 * Which package this is, by its own bill of materials.
 * @param {string} folder
 */
const titleOf = folder => {
  const found = filesBelow(folder).find(({ file }) => file.endsWith(SBOM))
  /** @type {{ components: { name: string, version?: string }[] }} */
  const bom =
    found === undefined ? { components: [] } : JSON.parse(readFileSync(path.join(folder, found.file), 'utf8'))
  const electron = bom.components.find(({ name }) => name === 'electron')?.version ?? 'unknown'
  return `Unpacked for ${process.platform} ${process.arch}, with Electron ${electron}:`
}

/**
 * The parts of an unpacked package with their bytes.
 * @param {string} folder
 * @returns {readonly Weight[]}
 */
export const weights = folder => {
  /** @type {Map<string, number>} */
  const sums = new Map()
  /**
   * @param {string} part
   * @param {number} bytes
   */
  const add = (part, bytes) => void sums.set(part, (sums.get(part) ?? 0) + bytes)
  for (const { file, bytes } of filesBelow(folder)) {
    if (!file.endsWith('app.asar')) add(partOf(file), bytes)
  }
  const archive = filesBelow(folder).find(({ file }) => file.endsWith('app.asar'))
  if (archive !== undefined) {
    for (const { file, bytes } of archived(path.join(folder, archive.file))) add(partInside(file), bytes)
  }
  return [...sums].sort((left, right) => right[1] - left[1])
}

/** @param {string} file below the unpacked package */
const partOf = file => {
  const inside = /app[.]asar[.]unpacked\/(.*)$/.exec(file)?.[1]
  if (inside !== undefined) return partInside(inside)
  if (file.includes('resources/tensorflow/') || file.includes('Resources/tensorflow/')) return 'TensorFlow'
  if (/licen[cs]e|sbom/i.test(file)) return 'Licences and bill of materials'
  if (file.includes('locales/') || file.includes('.lproj/')) return 'Electron: languages'
  if (/chrom|[.]pak$|icudtl/i.test(file)) return "Electron: Chromium's data and helpers"
  if (/(lib|vk_).*([.]so|[.]dll|[.]dylib|[.]json)/.test(file)) return 'Electron: graphics and media libraries'
  return 'Electron: program'
}

/** @param {string} file below the archive */
const partInside = file => {
  const name = PACKAGE.exec(file)?.[1]
  if (name?.startsWith('@expo-google-fonts/')) return "Report's fonts"
  if (name !== undefined) return `node_modules: ${name}`
  if (file.startsWith('dist/renderer/')) return 'Interface'
  return file.startsWith('dist/desktop/') ? 'Main, preload and compute processes' : 'Icons, package.json'
}

/**
 * @param {readonly Weight[]} parts
 * @returns {string} Markdown
 */
export const weightTable = parts => {
  const named = parts.filter(([, bytes]) => bytes >= SMALLEST_NAMED * 1e6)
  const rest = parts.filter(([, bytes]) => bytes < SMALLEST_NAMED * 1e6)
  const total = parts.reduce((sum, [, bytes]) => sum + bytes, 0)
  /** @param {string} part @param {number} bytes */
  const row = (part, bytes) => `| ${part} | ${(bytes / 1e6).toFixed(1)} |`
  return [
    '| part | MB |',
    '|---|---:|',
    ...named.map(([part, bytes]) => row(part, bytes)),
    row(
      `${rest.length} smaller ones`,
      rest.reduce((sum, [, bytes]) => sum + bytes, 0)
    ),
    row('**all**', total)
  ].join('\n')
}

/**
 * @param {string} folder
 * @returns {{ file: string, bytes: number }[]} with slashes, relative
 */
const filesBelow = folder =>
  readdirSync(folder, { recursive: true, withFileTypes: true, encoding: 'utf8' })
    .filter(entry => entry.isFile())
    .map(entry => path.join(entry.parentPath, entry.name))
    .map(file => ({
      file: path.relative(folder, file).replaceAll(path.sep, '/'),
      bytes: lstatSync(file).size
    }))

/**
 * The files inside the archive; those that lie beside it are counted there.
 * @param {string} archive
 * @returns {{ file: string, bytes: number }[]}
 */
const archived = archive => {
  /**
   * @param {string} place
   * @param {unknown} node
   * @returns {{ file: string, bytes: number }[]}
   */
  const walk = (place, node) => {
    const entry = /** @type {{ files?: Record<string, unknown>, size?: number, unpacked?: boolean }} */ (node)
    if (entry.files === undefined) return entry.unpacked ? [] : [{ file: place, bytes: entry.size ?? 0 }]
    return Object.entries(entry.files).flatMap(([name, child]) =>
      walk(place === '' ? name : `${place}/${name}`, child)
    )
  }
  return walk('', getRawHeader(archive).header)
}
