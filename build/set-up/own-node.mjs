import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Problem } from './problem.mjs'

/** The oldest Node that runs Earshot: it strips types and has the Node-API that better-sqlite3 needs. */
const OLDEST_MAJOR = 24

/**
 * The Node that runs Earshot: the one among the packages, else the one that runs this script.
 * @param {string} root
 * @returns {{ file: string, version: string }}
 * @throws {Problem}
 */
export const ownNode = root => {
  const folder = path.join(root, 'node_modules', `node-${nameOf(process.platform)}-${process.arch}`)
  const file = path.join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  if (existsSync(file)) {
    const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
    return { file, version }
  }
  const version = process.versions.node
  if (Number(version.split('.')[0]) >= OLDEST_MAJOR) return { file: process.execPath, version }
  throw new Problem(
    `No Node ${OLDEST_MAJOR} for ${process.platform} ${process.arch} comes with the packages, and this is Node ${version}`,
    `Install Node ${OLDEST_MAJOR} or newer from https://nodejs.org and start again.`
  )
}

/** @param {string} platform */
const nameOf = platform => (platform === 'win32' ? 'win' : platform)
