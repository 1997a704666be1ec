import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { z } from 'zod'
import { AppError } from '../contract/index.ts'
import { makeDataFolder, unusableFolder } from './data-folder.ts'

const ownerSchema = z.object({ pid: z.number(), host: z.string(), since: z.string() })

const readOwner = (file: string): z.infer<typeof ownerSchema> | null => {
  try {
    return ownerSchema.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch {
    // Who holds the lock is a courtesy: the note may be missing or half written while the lock itself is held.
    return null
  }
}

const openLock = (dataDir: string): Database.Database => {
  try {
    return new Database(path.join(dataDir, 'earshot.lock'), { timeout: 200 })
  } catch (error) {
    throw unusableFolder(dataDir, error)
  }
}

const isBusy = (error: unknown): boolean =>
  error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')

/**
 * Makes this process the owner of a data folder until the returned function is called or the process ends.
 * The lock is one of the operating system, held by SQLite on `earshot.lock`: it ends with its process, however
 * that ends, so there are no stale locks to detect. `earshot.lock.json` beside it says who holds it.
 * @throws AppError busy, with the owner's process id where it is known; unreadable, where it cannot be used
 */
export const lockDataFolder = (dataDir: string): (() => void) => {
  makeDataFolder(dataDir)
  const noteFile = path.join(dataDir, 'earshot.lock.json')
  const lock = openLock(dataDir)
  try {
    lock.exec('BEGIN EXCLUSIVE')
  } catch (cause) {
    lock.close()
    if (!isBusy(cause)) throw unusableFolder(dataDir, cause)
    const owner = readOwner(noteFile)
    const who = owner === null ? 'another Earshot' : `another Earshot (process ${owner.pid} on ${owner.host})`
    throw new AppError(
      'busy',
      `The data folder ${dataDir} is in use by ${who}. Close it, or choose another data folder.`,
      { dataDir, ...(owner ?? {}) },
      { cause }
    )
  }
  writeFileSync(
    noteFile,
    JSON.stringify({ pid: process.pid, host: hostname(), since: new Date().toISOString() })
  )
  return () => {
    rmSync(noteFile, { force: true })
    lock.close()
  }
}
