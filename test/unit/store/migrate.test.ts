import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Migration } from '../../../electron/store/migrate.ts'
import { migrations } from '../../../electron/store/migrations/index.ts'
import { openStore } from '../../../electron/store/store.ts'
import { newTestMachine } from './rows.ts'

const next = (up: Migration['up']): Migration => ({ version: migrations.length + 1, name: 'test', up })

describe('migrations', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'earshot-migrate-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  const storeWithMachine = async (): Promise<void> => {
    const { store, backup } = await openStore(folder)
    expect(backup).toBeNull()
    await store.machines.insert(newTestMachine('m1'))
    await store.close()
  }

  it('are numbered from 1 without gaps', () => {
    expect(migrations.map(({ version }) => version)).toEqual(migrations.map((_, index) => index + 1))
  })

  it('copy an older database before changing it', async () => {
    await storeWithMachine()
    const up = (connection: Database.Database): void => void connection.exec('DELETE FROM machine')
    const { store, backup } = await openStore(folder, [...migrations, next(up)])
    expect(await store.machines.list()).toEqual([])
    await store.close()
    expect(backup).toContain(path.join(folder, 'backups', `earshot-v${migrations.length}-`))
    const copy = new Database(backup ?? '', { readonly: true })
    expect(copy.prepare('SELECT id FROM machine').all()).toEqual([{ id: 'm1' }])
    expect(copy.pragma('user_version', { simple: true })).toBe(migrations.length)
    copy.close()
  })

  it('change nothing when a step fails', async () => {
    await storeWithMachine()
    const up = (connection: Database.Database): void => {
      connection.exec('DELETE FROM machine')
      throw new Error('broken step')
    }
    await expect(openStore(folder, [...migrations, next(up)])).rejects.toThrow('broken step')
    const { store } = await openStore(folder)
    expect(await store.machines.list()).toHaveLength(1)
    await store.close()
  })

  it('refuse a step that leaves rows without their parent', async () => {
    await storeWithMachine()
    const up = (connection: Database.Database): void =>
      void connection.exec("INSERT INTO event VALUES ('e', 'nobody', '', '')")
    await expect(openStore(folder, [...migrations, next(up)])).rejects.toThrow(/1 rows without their parent/)
  })

  it('refuse a database of a newer version and leave it alone', async () => {
    await storeWithMachine()
    const database = new Database(path.join(folder, 'earshot.db'))
    database.pragma('user_version = 99')
    database.close()
    await expect(openStore(folder)).rejects.toMatchObject({ code: 'newer-store', details: { store: 99 } })
    const after = new Database(path.join(folder, 'earshot.db'))
    expect(after.pragma('user_version', { simple: true })).toBe(99)
    after.close()
  })
})
