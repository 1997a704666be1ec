import path from 'node:path'
import { CamelCasePlugin, Kysely, SqliteDialect } from 'kysely'
import { openConnection, type Connection } from './connection.ts'
import { explainDamage, makeDataFolder } from './data-folder.ts'
import { migrate, type Migration } from './migrate.ts'
import { migrations } from './migrations/index.ts'
import { attributeRepository } from './repositories/attribute.ts'
import { auditLogRepository } from './repositories/audit-log.ts'
import { captureRepository } from './repositories/capture.ts'
import { clipRepository } from './repositories/clip.ts'
import { eventRepository } from './repositories/event.ts'
import { exchangeReader } from './repositories/exchange-reader.ts'
import { exchangeWriter } from './repositories/exchange-writer.ts'
import { findingRepository } from './repositories/finding.ts'
import { jobRepository } from './repositories/job.ts'
import { labelRepository } from './repositories/label.ts'
import { machineRepository } from './repositories/machine.ts'
import { modelRepository } from './repositories/model.ts'
import { overviewRepository } from './repositories/overview.ts'
import { recordingListRepository } from './repositories/recording-list.ts'
import { recordingRepository } from './repositories/recording.ts'
import { reportRepository } from './repositories/report.ts'
import { scoreRepository } from './repositories/score.ts'
import { settingRepository } from './repositories/setting.ts'
import type { Tables } from './tables.ts'

const repositoriesOn = (db: Kysely<Tables>) => ({
  machines: machineRepository(db),
  recordings: recordingRepository(db),
  recordingLists: recordingListRepository(db),
  overview: overviewRepository(db),
  attributes: attributeRepository(db),
  labels: labelRepository(db),
  clips: clipRepository(db),
  captures: captureRepository(db),
  events: eventRepository(db),
  jobs: jobRepository(db),
  models: modelRepository(db),
  scores: scoreRepository(db),
  findings: findingRepository(db),
  reports: reportRepository(db),
  settings: settingRepository(db),
  auditLog: auditLogRepository(db),
  exchange: exchangeWriter(db)
})

/** One repository per table (and readers that cross them). */
export type Repositories = ReturnType<typeof repositoriesOn>

export interface Store extends Repositories {
  /**
   * Runs the body in one transaction, which a throw rolls back. Inside, use only the repositories it is given:
   * there is one connection, and the store's own would wait for the transaction to end.
   */
  transaction<T>(body: (repositories: Repositories) => Promise<T>): Promise<T>
  /** Reads the data as they are at this moment, on a connection of its own: nothing else has to wait meanwhile. */
  snapshot<T>(body: (reader: ReturnType<typeof exchangeReader>) => Promise<T>): Promise<T>
  close(): Promise<void>
}

const kyselyOn = (connection: Connection): Kysely<Tables> =>
  new Kysely<Tables>({
    dialect: new SqliteDialect({ database: connection }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })]
  })

/** `another` opens a second connection to the same data; a database in memory has none. */
const storeOn = (connection: Connection, another?: () => Connection): Store => {
  const db = kyselyOn(connection)
  const readIn = <T>(
    from: Kysely<Tables>,
    body: (reader: ReturnType<typeof exchangeReader>) => Promise<T>
  ): Promise<T> => from.transaction().execute(transaction => body(exchangeReader(transaction)))
  // Kysely closes only what it has used: one query makes the connection its own.
  return {
    ...repositoriesOn(db),
    transaction: body => db.transaction().execute(transaction => body(repositoriesOn(transaction))),
    snapshot: async body => {
      if (another === undefined) return readIn(db, body)
      const second = another()
      try {
        return await readIn(kyselyOn(second), body)
      } finally {
        second.close()
      }
    },
    close: async () => {
      await db.destroy()
      if (connection.open) connection.close()
    }
  }
}

/**
 * Opens `earshot.db` of a data folder and brings it to the newest version, after a copy into `backups/`.
 * The caller owns the data folder (lockDataFolder).
 * @throws AppError newer-store; unreadable, where the folder cannot be used or the database is damaged
 */
export const openStore = async (
  dataDir: string,
  steps: readonly Migration[] = migrations
): Promise<{ readonly store: Store; readonly backup: string | null }> => {
  makeDataFolder(dataDir)
  const file = path.join(dataDir, 'earshot.db')
  let connection: Connection | undefined
  try {
    connection = openConnection(file)
    const backup = await migrate(connection, steps, path.join(dataDir, 'backups'))
    return { store: storeOn(connection, () => openConnection(file)), backup }
  } catch (error) {
    connection?.close()
    throw explainDamage(file, error)
  }
}

/** A store in memory, for tests of rules. */
export const openMemoryStore = async (): Promise<Store> => {
  const connection = openConnection(':memory:')
  await migrate(connection, migrations, '')
  return storeOn(connection)
}
