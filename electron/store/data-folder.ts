import { accessSync, constants, existsSync, mkdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '../contract/index.ts'

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'no permission to write there',
  EPERM: 'no permission to write there',
  EROFS: 'it is on a read-only disk',
  SQLITE_READONLY: 'it cannot be written to',
  SQLITE_CANTOPEN: 'it cannot be written to',
  EEXIST: 'it is a file, not a folder',
  ENOTDIR: 'it is a file, or lies below one',
  ENOSPC: 'the disk is full',
  SQLITE_FULL: 'the disk is full',
  ENOENT: 'it cannot be made there'
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : 'no code'

/** The error of a data folder that the system does not let Earshot use. */
export const unusableFolder = (dataDir: string, cause: unknown): AppError => {
  const code = codeOf(cause)
  // SQLite's codes go into detail behind the first two words.
  const reason =
    REASONS[code] ?? REASONS[code.split('_').slice(0, 2).join('_')] ?? `the system answered ${code}`
  return new AppError(
    'unreadable',
    `The data folder ${dataDir} cannot be used: ${reason}. Choose another one.`,
    { dataDir, code },
    { cause }
  )
}

/** The error of a database that SQLite finds damaged, else the error itself. */
export const explainDamage = (file: string, error: unknown): unknown => {
  if (!/^SQLITE_(?:NOTADB|CORRUPT)/u.test(codeOf(error))) return error
  return new AppError(
    'unreadable',
    `The database ${file} is damaged. The recordings beside it are untouched. ` +
      'Put back a copy of it, for example from "backups", or choose another data folder.',
    { file, code: codeOf(error) },
    { cause: error }
  )
}

/**
 * Makes a data folder where there is none. Level by level: Node's own recursion never ends below /proc.
 * @throws AppError unreadable, where it cannot be made or written to
 */
export const makeDataFolder = (dataDir: string): void => {
  const missing: string[] = []
  for (let at = path.resolve(dataDir); !existsSync(at); at = path.dirname(at)) missing.unshift(at)
  try {
    for (const folder of missing) {
      // Another start may have made it in the meantime.
      if (!existsSync(folder)) mkdirSync(folder)
    }
    if (!statSync(dataDir).isDirectory()) throw Object.assign(new Error('A file'), { code: 'ENOTDIR' })
    accessSync(dataDir, constants.R_OK | constants.W_OK)
  } catch (error) {
    throw unusableFolder(dataDir, error)
  }
}
