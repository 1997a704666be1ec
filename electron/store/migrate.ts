import { mkdirSync } from 'node:fs'
import path from 'node:path'
import { AppError } from '../contract/index.ts'
import type { Connection } from './connection.ts'

/** One numbered step of the schema: forward only, never edited after a release. */
export interface Migration {
  readonly version: number
  readonly name: string
  readonly up: (connection: Connection) => void
}

const schemaVersion = (connection: Connection): number =>
  Number(connection.pragma('user_version', { simple: true }))

const applyOne = (connection: Connection, { version, name, up }: Migration): void => {
  connection.transaction(() => {
    up(connection)
    const broken = connection.pragma('foreign_key_check')
    if (Array.isArray(broken) && broken.length > 0) {
      throw new Error(`Migration ${version} ${name} leaves ${broken.length} rows without their parent`)
    }
    connection.pragma(`user_version = ${version}`)
  })()
}

/**
 * Brings a database to the newest version. One that has data already is copied into `backupsDir` first.
 * Answers the path of that copy, or null where none was needed.
 * @throws AppError newer-store when the database was written by a newer version of the application
 */
export const migrate = async (
  connection: Connection,
  migrations: readonly Migration[],
  backupsDir: string
): Promise<string | null> => {
  const from = schemaVersion(connection)
  const to = Math.max(0, ...migrations.map(migration => migration.version))
  if (from > to) {
    throw new AppError(
      'newer-store',
      `The data was written by a newer version of Earshot (store ${from}, this one reads up to ${to}).`,
      { store: from, supported: to }
    )
  }
  if (from === to) return null
  let backup: string | null = null
  if (from > 0) {
    mkdirSync(backupsDir, { recursive: true })
    const stamp = new Date().toISOString().replaceAll(/[:.]/g, '-')
    backup = path.join(backupsDir, `earshot-v${from}-${stamp}.db`)
    await connection.backup(backup)
  }
  // A table that is built anew must not fire its ON DELETE rules; foreign_key_check stands in for them.
  connection.pragma('foreign_keys = OFF')
  for (const migration of migrations.toSorted((a, b) => a.version - b.version)) {
    if (migration.version > from) applyOne(connection, migration)
  }
  connection.pragma('foreign_keys = ON')
  return backup
}
