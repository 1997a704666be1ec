import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { migrations } from '../../../electron/store/migrations/index.ts'
import { openStore } from '../../../electron/store/store.ts'

const FIXTURES = path.resolve('test/fixtures/store')
const stored = readdirSync(FIXTURES).filter(name => name.endsWith('.sql'))

describe('databases of released versions', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'earshot-stored-'))
  })
  afterEach(() => rmSync(folder, { recursive: true, force: true }))

  it('are kept for every version of the schema', () => {
    expect(stored.toSorted()).toEqual(migrations.map(({ version }) => `store-v${version}.sql`))
  })

  it.each(stored)('%s opens with everything in it', async name => {
    const database = new Database(path.join(folder, 'earshot.db'))
    database.exec(readFileSync(path.join(FIXTURES, name), 'utf8'))
    const version = Number(database.pragma('user_version', { simple: true }))
    database.close()
    const { store, backup } = await openStore(folder)
    expect(backup === null).toBe(version === migrations.length)
    const [machine] = await store.machines.list()
    const id = machine?.id ?? ''
    expect(machine).toMatchObject({ name: 'Fan', clipLengthS: 10, bandHz: 8000 })
    expect(await store.overview.counts(id)).toMatchObject([
      { recordings: 6, normals: 5, scored: 6, flagged: 1 }
    ])
    const [finding] = await store.findings.list(id)
    expect(finding).toMatchObject({
      verdict: 'confirmed',
      comment: 'Bearing',
      decidedBy: "Ada O'Neill",
      score: 3
    })
    const recording = await store.recordings.get(finding?.recordingId ?? '')
    expect(recording).toMatchObject({
      attributes: { speed: '6' },
      recordedAtSource: 'file-name',
      isFlagged: true
    })
    const [model] = await store.models.ofMachine(id)
    expect(model).toMatchObject({ version: 1, normals: 5, isCurrent: true })
    const [clip] = await store.scores.results(model?.id ?? '', [finding?.recordingId ?? ''])
    expect(clip?.lane.values).toEqual([0, 3])
    const [normal] = await store.clips.normalSources(id)
    expect(await store.labels.history(normal?.recordingId ?? '')).toMatchObject([{ label: 'normal', by: '' }])
    expect(await store.events.ofMachine(id)).toMatchObject([{ text: 'New bearing' }])
    expect(await store.reports.ofMachine(id)).toMatchObject([{ pages: 2, by: "Ada O'Neill" }])
    expect((await store.jobs.list(10, id)).map(({ kind }) => kind)).toEqual([
      'report',
      'import',
      'fit',
      'import'
    ])
    expect((await store.auditLog.list(100, id)).map(({ action }) => action)).toContain('verdict')
    await store.close()
  })

  it('keep how a recording was made', async () => {
    const database = new Database(path.join(folder, 'earshot.db'))
    database.exec(readFileSync(path.join(FIXTURES, 'store-v2.sql'), 'utf8'))
    database.close()
    const { store } = await openStore(folder)
    const pump = (await store.machines.list()).find(({ name }) => name === 'Pump')
    const [file] = await store.recordings.filesOf(pump?.id ?? '')
    const recording = await store.recordings.get(file?.id ?? '')
    expect(recording).toMatchObject({ recordedAtSource: 'recorded', badges: [{ code: 'drop-outs' }] })
    expect(await store.captures.get(file?.id ?? '')).toMatchObject({
      device: { label: 'Test microphone' },
      series: { number: 2, of: 20 },
      gaps: [{ firstFrame: 16_000, frames: 480 }],
      preRollFrames: 16_000
    })
    await store.close()
  })
})
