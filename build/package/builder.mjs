import { readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { lastLines, run } from '../set-up/run.mjs'

const PACKAGE = /[.](AppImage|exe|dmg|blockmap)$/

const UNPACKED = /** @type {Readonly<Record<string, string>>} */ ({
  'linux x64': 'linux-unpacked',
  'linux arm64': 'linux-arm64-unpacked',
  'win32 x64': 'win-unpacked',
  'win32 arm64': 'win-arm64-unpacked',
  'darwin x64': 'mac',
  'darwin arm64': 'mac-arm64'
})

/**
 * Where electron-builder puts the unpacked package of this system.
 * @param {string} output
 */
export const unpackedFolder = output =>
  path.join(output, UNPACKED[`${process.platform} ${process.arch}`] ?? `${process.platform}-unpacked`)

/** What electron-builder calls a system. */
const SYSTEM_OPTIONS = /** @type {Readonly<Record<string, string>>} */ ({
  linux: '--linux',
  win32: '--win',
  darwin: '--mac'
})

/**
 * Runs electron-builder for one target of this system; packages are made from the unpacked one that is there.
 * @param {string} root
 * @param {string} target
 * @param {string} output
 * @returns {Promise<readonly string[]>} files, or the unpacked folder
 */
export const runBuilder = async (root, target, output) => {
  const folder = unpackedFolder(output)
  const before = filesIn(output)
  const { status, output: said } = await run(process.execPath, [
    path.join(root, 'node_modules', 'electron-builder', 'cli.js'),
    ...[SYSTEM_OPTIONS[process.platform] ?? '', target, `--${process.arch}`, '--publish', 'never'],
    ...['--projectDir', root],
    ...(target === 'dir' ? [] : ['--prepackaged', prepackaged(folder)])
  ])
  if (status !== 0) throw new Error(complaint(said))
  if (target === 'dir') return [folder]
  return [...filesIn(output)].filter(([file, time]) => before.get(file) !== time).map(([file]) => file)
}

/**
 * Why electron-builder failed: the line that it marks, else the last ones.
 * @param {string} output
 */
const complaint = output => {
  const marked = /⨯\s+(.*?)(?:\s+failedTask=.*)?$/m.exec(output)?.[1]
  if (marked === undefined) return `electron-builder failed:\n${lastLines(output, 12)}`
  const isOffline = /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT/.test(marked)
  return isOffline ? `its tools could not be downloaded (${marked}); see docs/packages.md` : marked
}

/** macOS wants the application itself. @param {string} folder */
const prepackaged = folder => (process.platform === 'darwin' ? path.join(folder, 'Earshot.app') : folder)

/**
 * Packages with the times of their last change.
 * @param {string} folder
 */
const filesIn = folder =>
  new Map(
    readdirSync(folder, { withFileTypes: true })
      .filter(entry => entry.isFile() && PACKAGE.test(entry.name))
      .map(entry => path.join(folder, entry.name))
      .map(file => [file, statSync(file).mtimeMs])
  )
