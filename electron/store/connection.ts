import Database from 'better-sqlite3'

export type Connection = Database.Database

/** Opens a database file (or ':memory:') with the settings that every connection of the store has. */
export const openConnection = (path: string): Connection => {
  const connection = new Database(path)
  connection.pragma('journal_mode = WAL')
  // FULL: a recording that was reported as imported survives a loss of power too; commits come in batches.
  connection.pragma('synchronous = FULL')
  connection.pragma('busy_timeout = 5000')
  connection.pragma('foreign_keys = ON')
  connection.pragma('temp_store = MEMORY')
  connection.pragma('cache_size = -32000')
  return connection
}
