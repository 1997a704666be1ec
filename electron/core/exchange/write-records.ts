import { mkdir, open, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '../../contract/index.ts'
import {
  MACHINE_ENTRY,
  RECORD_KINDS,
  recordsEntry,
  type ExchangeRecord,
  type RecordCounts,
  type RecordKind
} from '../../contract/exchange-records.ts'
import type { Store } from '../../store/index.ts'

/** Lines that are written at once: the host answers others in between. */
const AT_ONCE = 200

/** A machine's rows as files, and what else belongs to them. */
export interface WrittenRecords {
  readonly counts: RecordCounts
  readonly models: readonly Pick<ExchangeRecord<'models'>, 'id' | 'version'>[]
  readonly reports: readonly Pick<ExchangeRecord<'reports'>, 'id' | 'fileName' | 'sizeBytes'>[]
}

/** Writes records as lines of JSON; answers how many. */
const writeLines = async (
  file: string,
  records: AsyncIterable<unknown>,
  signal: AbortSignal
): Promise<number> => {
  const handle = await open(file, 'wx')
  let lines: string[] = []
  let count = 0
  const flush = async (): Promise<void> => {
    signal.throwIfAborted()
    const text = lines.join('')
    lines = []
    if (text !== '') await handle.writeFile(text)
  }
  try {
    for await (const record of records) {
      lines.push(`${JSON.stringify(record)}\n`)
      count += 1
      if (lines.length === AT_ONCE) await flush()
    }
    await flush()
    return count
  } finally {
    await handle.close()
  }
}

/** Hands items on, and each to `see` before. */
async function* seen<T>(items: AsyncIterable<T>, see: (item: T) => void): AsyncGenerator<T> {
  for await (const item of items) {
    see(item)
    yield item
  }
}

/**
 * Writes all rows of a machine, as they are at one moment, into a folder under the names of their entries.
 * @throws AppError not-found
 */
export const writeRecords = (
  store: Pick<Store, 'snapshot'>,
  machineId: string,
  dir: string,
  signal: AbortSignal
): Promise<WrittenRecords> =>
  store.snapshot(async reader => {
    const machine = await reader.machine(machineId)
    if (machine === undefined) throw new AppError('not-found', 'There is no such machine', { machineId })
    await mkdir(dir, { recursive: true })
    await writeFile(path.join(dir, MACHINE_ENTRY), JSON.stringify(machine))
    const models: WrittenRecords['models'][number][] = []
    const reports: WrittenRecords['reports'][number][] = []
    const rowsOf = (kind: RecordKind): AsyncIterable<unknown> => {
      switch (kind) {
        case 'models':
          return seen(reader.records(kind, machineId), ({ id, version }) => models.push({ id, version }))
        case 'reports':
          return seen(reader.records(kind, machineId), ({ id, fileName, sizeBytes }) =>
            reports.push({ id, fileName, sizeBytes })
          )
        default:
          return reader.records(kind, machineId)
      }
    }
    const counts: Partial<Record<RecordKind, number>> = {}
    for (const kind of RECORD_KINDS) {
      counts[kind] = await writeLines(path.join(dir, recordsEntry(kind)), rowsOf(kind), signal)
    }
    return { counts: counts as RecordCounts, models, reports }
  })
