import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { codeOf } from './problem.mjs'
import { say } from './say.mjs'

const POLL_MS = 200
const UNREADABLE_FOR_MS = 5_000

/**
 * Does work while holding a lock file, so that two set-ups at the same moment do not write the same folder.
 * A lock whose process is gone is taken over.
 * @template T
 * @param {string} file
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export const withLock = async (file, work) => {
  mkdirSync(path.dirname(file), { recursive: true })
  let hasSpoken = false
  while (!take(file)) {
    const owner = ownerOf(file)
    if (owner === 'gone') {
      rmSync(file, { force: true })
      continue
    }
    if (!hasSpoken) say(`Waiting for another set-up (process ${owner}) to finish ...`)
    hasSpoken = true
    await wait(POLL_MS)
  }
  const release = () => rmSync(file, { force: true })
  process.on('exit', release)
  try {
    return await work()
  } finally {
    process.off('exit', release)
    release()
  }
}

/** @param {string} file */
const take = file => {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  }
}

/**
 * @param {string} file
 * @returns {number | 'gone' | 'starting'} the process that holds the lock
 */
const ownerOf = file => {
  try {
    const pid = Number(readFileSync(file, 'utf8'))
    if (pid > 0) return isAlive(pid) ? pid : 'gone'
    // Made a moment ago and not written yet, or left empty by a crash.
    return Date.now() - statSync(file).mtimeMs > UNREADABLE_FOR_MS ? 'gone' : 'starting'
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'gone'
    throw error
  }
}

/** @param {number} pid */
const isAlive = pid => {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return codeOf(error) === 'EPERM'
  }
}
