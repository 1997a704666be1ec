import type { Kysely } from 'kysely'
import type { ExchangeRecord, MachineRecord, RecordKind } from '../../contract/exchange-records.ts'
import type { Tables } from '../tables.ts'
import { chunks, inIds, packLaneHead, toFlag } from '../values.ts'
import { attributeRepository } from './attribute.ts'
import { auditLogRepository } from './audit-log.ts'
import { captureRepository } from './capture.ts'
import { machineRepository } from './machine.ts'
import { modelRepository } from './model.ts'
import { recordingRepository } from './recording.ts'

type Records<K extends RecordKind> = readonly ExchangeRecord<K>[]
type Writers = { readonly [K in RecordKind]: (machineId: string, records: Records<K>) => Promise<void> }

/** Tables whose rows have identifiers of their own. */
const IDENTIFIED = {
  recordings: 'recording',
  clips: 'clip',
  models: 'model',
  events: 'event',
  reports: 'report',
  findings: 'finding'
} as const
export type IdentifiedKind = keyof typeof IDENTIFIED

/** Rows of an imported machine. Runs inside the one transaction of the import. */
export const exchangeWriter = (db: Kysely<Tables>) => {
  const writers: Writers = {
    recordings: async (machineId, records) => {
      await recordingRepository(db).insert(
        records.map(({ file, attributes: _, capture: __, ...record }) => ({
          ...record,
          machineId,
          storedPath: file
        }))
      )
      await attributeRepository(db).insert(
        records.map(({ id, attributes }) => ({ recordingId: id, attributes }))
      )
      for (const { id, capture } of records) {
        if (capture !== null) await captureRepository(db).insert(id, capture)
      }
    },

    clips: async (machineId, records) => {
      const rows = records.map(({ index, isCurrent, ...clip }) => ({
        ...clip,
        machineId,
        position: index,
        isCurrent: toFlag(isCurrent)
      }))
      await db.insertInto('clip').values(rows).execute()
    },

    labels: async (_machineId, records) => {
      await db
        .insertInto('label')
        .values([...records])
        .execute()
    },

    models: async (machineId, records) => {
      for (const model of records) await modelRepository(db).insert({ ...model, machineId })
    },

    events: async (machineId, records) => {
      await db
        .insertInto('event')
        .values(records.map(event => ({ ...event, machineId })))
        .execute()
    },

    reports: async (machineId, records) => {
      await db
        .insertInto('report')
        .values(records.map(report => ({ ...report, machineId })))
        .execute()
    },

    scores: async (_machineId, records) => {
      const rows = records.map(({ lane: { values, ...facts }, ...score }) => ({
        ...score,
        isHeldOut: toFlag(score.isHeldOut),
        views: JSON.stringify(score.views),
        bands: Buffer.from(score.bands, 'base64'),
        reasons: JSON.stringify(score.reasons),
        lane: Buffer.concat([packLaneHead(facts), Buffer.from(values, 'base64')])
      }))
      await db.insertInto('score').values(rows).execute()
    },

    findings: async (machineId, records) => {
      const rows = records.map(finding => ({
        ...finding,
        machineId,
        reasons: JSON.stringify(finding.reasons)
      }))
      await db.insertInto('finding').values(rows).execute()
    },

    audit: async (machineId, records) => {
      for (const entry of records) await auditLogRepository(db).add({ ...entry, machineId })
    }
  }

  return {
    /** The machine under the given name, no model in use yet: its models come later. */
    machine: async ({ lastModelVersion, ...machine }: MachineRecord, name: string): Promise<void> => {
      await machineRepository(db).insert({ ...machine, name, currentModelId: null })
      await db.updateTable('machine').set({ lastModelVersion }).where('id', '=', machine.id).execute()
    },

    /** Any number of records of a kind. */
    records: async <K extends RecordKind>(kind: K, machineId: string, records: Records<K>): Promise<void> => {
      for (const part of chunks(records)) await writers[kind](machineId, part)
    },

    /** Whether one of these identifiers is given already. */
    hasAny: async (kind: IdentifiedKind, ids: readonly string[]): Promise<boolean> =>
      (await db.selectFrom(IDENTIFIED[kind]).select('id').where(inIds('id', ids)).limit(1).execute()).length >
      0
  }
}
