import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import {
  machineRecordSchema,
  RECORD_KINDS,
  recordSchemas
} from '../../../electron/contract/exchange-records.ts'
import { openConnection } from '../../../electron/store/connection.ts'
import { migrate } from '../../../electron/store/migrate.ts'
import { migrations } from '../../../electron/store/migrations/index.ts'
import { openMemoryStore, type Store } from '../../../electron/store/index.ts'
import { IDS, testMachineRecord, testRecords } from '../../support/machine-file.ts'

/**
 * Every column of every table that belongs to a machine, and where an exported machine has it. A column that is not
 * here would be lost by an export: add it to contract/exchange-records.ts, the reader and the writer, with a default
 * for older files, and name it here.
 */
const derived = (of: string): string => `not exported: ${of}`
const PARENT = derived('the machine is the file')
const REPEATED = derived('repeated from the scores of the model in use')
const COLUMNS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  machine: Object.fromEntries(
    Object.keys(machineRecordSchema.shape).map(name => [
      name.replaceAll(/[A-Z]/gu, letter => `_${letter.toLowerCase()}`),
      name
    ])
  ),
  recording: {
    machine_id: PARENT,
    stored_path: 'file',
    search_text: derived('folder and name'),
    clip_count: 'clips',
    score: REPEATED,
    p_value: REPEATED,
    is_flagged: REPEATED,
    is_above_monitor: REPEATED,
    is_held_out: REPEATED
  },
  attribute: { recording_id: 'id of the recording', name: 'attributes', value: 'attributes' },
  capture: {
    recording_id: 'id of the recording',
    device: 'capture',
    settings: 'capture',
    sample_rate_hz: 'capture',
    channels: 'capture',
    pre_roll_frames: 'capture',
    series: 'capture',
    gaps: 'capture',
    is_recovered: 'capture'
  },
  label: { id: derived('the order of the lines') },
  clip: { machine_id: PARENT, position: 'index' },
  event: { machine_id: PARENT },
  model: { machine_id: PARENT },
  score: {},
  finding: { machine_id: PARENT },
  report: { machine_id: PARENT },
  audit_log: { id: derived('the order of the lines'), machine_id: PARENT }
}
/** Tables that belong to the installation, not to a machine. */
const ELSEWHERE = new Set(['job', 'setting', 'sqlite_sequence'])
const KIND_OF: Readonly<Record<string, keyof typeof recordSchemas>> = {
  recording: 'recordings',
  label: 'labels',
  clip: 'clips',
  event: 'events',
  model: 'models',
  score: 'scores',
  finding: 'findings',
  report: 'reports',
  audit_log: 'audit'
}
const camel = (name: string): string =>
  name.replaceAll(/_([a-z])/gu, (_, letter: string) => letter.toUpperCase())

describe('what an exported machine holds', () => {
  it('is every column of every table of a machine', async () => {
    const connection = openConnection(':memory:')
    await migrate(connection, migrations, '')
    const tables = connection
      .prepare("select name from sqlite_schema where type = 'table'")
      .pluck()
      .all()
      .map(String)
    const lost = tables.flatMap(table => {
      if (ELSEWHERE.has(table)) return []
      const columns = connection
        .prepare('select name from pragma_table_info(?)')
        .pluck()
        .all(table)
        .map(String)
      const kind = KIND_OF[table]
      const fields = new Set(kind === undefined ? [] : Object.keys(recordSchemas[kind].shape))
      return columns
        .filter(column => COLUMNS[table]?.[column] === undefined && !fields.has(camel(column)))
        .map(column => `${table}.${column}`)
    })
    connection.close()
    expect(lost).toEqual([])
  })
})

describe('rows of an imported machine', () => {
  let store: Store
  beforeEach(async () => {
    store = await openMemoryStore()
  })
  afterEach(() => store.close())

  const capture = {
    device: { label: 'Microphone' },
    settings: {
      echoCancellation: false,
      noiseSuppression: false,
      autoGainControl: null,
      channelCount: 1,
      sampleRate: 44_100,
      sampleSize: 16,
      latency: 0.01
    },
    sampleRateHz: 44_100,
    channels: 1,
    preRollFrames: 100,
    series: null,
    gaps: [{ firstFrame: 5, frames: 2 }],
    isRecovered: true
  }

  it('are read again as they were written, with all that is in them', async () => {
    const records = testRecords()
    Object.assign(records.recordings[0] ?? {}, { capture })
    await store.transaction(async repositories => {
      await repositories.exchange.machine(testMachineRecord(), 'Fan (2)')
      for (const kind of RECORD_KINDS) await repositories.exchange.records(kind, IDS.machine, records[kind])
    })
    await store.machines.setCurrentModel(IDS.machine, IDS.model)
    const found = await store.snapshot(async reader => {
      const read: unknown[][] = []
      for (const kind of RECORD_KINDS) {
        const rows: unknown[] = []
        for await (const row of reader.records(kind, IDS.machine)) rows.push(row)
        read.push(rows)
      }
      return { machine: await reader.machine(IDS.machine), records: read }
    })
    expect(found.machine).toEqual({ ...testMachineRecord(), name: 'Fan (2)' })
    expect(found.records).toEqual(RECORD_KINDS.map(kind => records[kind]))
  })

  it('are known by their identifiers', async () => {
    await store.exchange.machine(testMachineRecord(), 'Fan')
    await store.exchange.records('events', IDS.machine, testRecords().events)
    expect(await store.exchange.hasAny('events', ['none', IDS.event])).toBe(true)
    expect(await store.exchange.hasAny('events', ['none'])).toBe(false)
    expect(await store.exchange.hasAny('clips', [IDS.event])).toBe(false)
  })

  it('may be more than fit into one statement', async () => {
    const events = Array.from({ length: 1200 }, (_, index) => ({
      id: index.toString(16).padStart(32, '0'),
      at: '2026-01-01T00:00:00.000Z',
      text: `event ${index}`
    }))
    await store.exchange.machine(testMachineRecord(), 'Fan')
    await store.exchange.records('events', IDS.machine, events)
    expect(await store.events.ofMachine(IDS.machine)).toHaveLength(1200)
  })
})
