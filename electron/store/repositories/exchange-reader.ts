import { sql, type Kysely } from 'kysely'
import type { z } from 'zod'
import { captureSchema } from '../../contract/index.ts'
import {
  recordSchemas,
  type ExchangeRecord,
  type MachineRecord,
  type RecordKind
} from '../../contract/exchange-records.ts'
import type { Tables } from '../tables.ts'
import { LANE_HEAD_BYTES, parseAttributes, parseBadges, parseJson, unpackLane } from '../values.ts'
import { attributesOfRecording } from './recording-rows.ts'

const { models, scores, findings, audit } = recordSchemas

const base64 = (bytes: Uint8Array): string =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('base64')

/** How a recording was made, as one JSON object. */
const captureOfRecording = sql<string | null>`(
  select json_object('device', json(c.device), 'settings', json(c.settings), 'sampleRateHz', c.sample_rate_hz,
    'channels', c.channels, 'preRollFrames', c.pre_roll_frames, 'series', json(c.series), 'gaps', json(c.gaps),
    'isRecovered', json(iif(c.is_recovered, 'true', 'false')))
  from capture c where c.recording_id = recording.id)`

/** As they came: what is equal otherwise is listed in this order, here and where it is imported. */
const INSERTED = sql`rowid`

async function* mapped<T, R>(rows: AsyncIterable<T>, toRecord: (row: T) => R): AsyncGenerator<R> {
  for await (const row of rows) yield toRecord(row)
}

type Readers = { readonly [K in RecordKind]: (machineId: string) => AsyncIterable<ExchangeRecord<K>> }

const json = <S extends z.ZodType>(schema: S, text: string): z.output<S> => parseJson(schema, text)

/** Every row of a machine as an exported machine holds it, one at a time, in a fixed order. For a snapshot. */
export const exchangeReader = (db: Kysely<Tables>) => {
  const readers: Readers = {
    recordings: machineId =>
      mapped(
        db
          .selectFrom('recording')
          .select(['id', 'sha256', 'storedPath', 'fileName', 'folder', 'container', 'codec', 'sampleRateHz'])
          .select(['channels', 'bitDepth', 'durationS', 'sizeBytes', 'recordedAt', 'recordedAtSource'])
          .select(['importedAt', 'label', 'domain', 'badges', 'clipCount', 'levelDb', 'bandwidthHz'])
          .select(attributesOfRecording.as('attributes'))
          .select(captureOfRecording.as('capture'))
          .where('machineId', '=', machineId)
          .orderBy(INSERTED)
          .stream(),
        ({ storedPath, clipCount, ...row }) => ({
          ...row,
          file: storedPath,
          clips: clipCount,
          badges: parseBadges(row.badges),
          attributes: parseAttributes(row.attributes),
          capture: row.capture === null ? null : json(captureSchema, row.capture)
        })
      ),

    clips: machineId =>
      mapped(
        db
          .selectFrom('clip')
          .select(['id', 'recordingId', 'position', 'channel', 'startS', 'lengthS', 'isCurrent'])
          .where('machineId', '=', machineId)
          .orderBy(INSERTED)
          .stream(),
        ({ position, isCurrent, ...row }) => ({ ...row, index: position, isCurrent: isCurrent === 1 })
      ),

    labels: machineId =>
      mapped(
        db
          .selectFrom('label')
          .innerJoin('recording', 'recording.id', 'label.recordingId')
          .select(['label.recordingId', 'label.label', 'label.by', 'label.at'])
          .where('recording.machineId', '=', machineId)
          .orderBy('label.id')
          .stream(),
        row => row
      ),

    models: machineId =>
      mapped(
        db.selectFrom('model').selectAll().where('machineId', '=', machineId).orderBy('version').stream(),
        ({ machineId: _, ...row }) => ({
          ...row,
          params: json(models.shape.params, row.params),
          conditions: json(models.shape.conditions, row.conditions),
          isProvisional: row.isProvisional === 1,
          fittedFalseAlarms: json(models.shape.fittedFalseAlarms, row.fittedFalseAlarms),
          falseAlarms: json(models.shape.falseAlarms, row.falseAlarms),
          heldOutScores: json(models.shape.heldOutScores, row.heldOutScores),
          excluded: json(models.shape.excluded, row.excluded),
          warnings: json(models.shape.warnings, row.warnings),
          training: row.training === null ? null : json(models.shape.training, row.training),
          check: row.check === null ? null : json(models.shape.check, row.check)
        })
      ),

    events: machineId =>
      mapped(
        db
          .selectFrom('event')
          .select(['id', 'at', 'text'])
          .where('machineId', '=', machineId)
          .orderBy(INSERTED)
          .stream(),
        row => row
      ),

    reports: machineId =>
      mapped(
        db
          .selectFrom('report')
          .select(['id', 'createdAt', 'by', 'fileName', 'pages', 'sizeBytes'])
          .where('machineId', '=', machineId)
          .orderBy(INSERTED)
          .stream(),
        row => row
      ),

    // Model by model, so that the primary key gives the order and nothing is sorted.
    scores: async function* (machineId) {
      const versions = await db
        .selectFrom('model')
        .select('id')
        .where('machineId', '=', machineId)
        .orderBy('version')
        .execute()
      for (const { id } of versions) {
        const rows = db.selectFrom('score').selectAll().where('modelId', '=', id).orderBy('clipId').stream()
        yield* mapped(rows, ({ lane, ...row }) => {
          const { values: _, ...facts } = unpackLane(lane.subarray(0, LANE_HEAD_BYTES))
          return {
            ...row,
            isHeldOut: row.isHeldOut === 1,
            views: json(scores.shape.views, row.views),
            bands: base64(row.bands),
            reasons: json(scores.shape.reasons, row.reasons),
            lane: { ...facts, values: base64(lane.subarray(LANE_HEAD_BYTES)) }
          }
        })
      }
    },

    findings: machineId =>
      mapped(
        db.selectFrom('finding').selectAll().where('machineId', '=', machineId).orderBy(INSERTED).stream(),
        ({ machineId: _, ...row }) => ({ ...row, reasons: json(findings.shape.reasons, row.reasons) })
      ),

    audit: machineId =>
      mapped(
        db
          .selectFrom('auditLog')
          .select(['at', 'by', 'action', 'details'])
          .where('machineId', '=', machineId)
          .orderBy('id')
          .stream(),
        row => ({ ...row, details: json(audit.shape.details, row.details) })
      )
  }

  return {
    machine: async (id: string): Promise<MachineRecord | undefined> => {
      const row = await db.selectFrom('machine').selectAll().where('id', '=', id).executeTakeFirst()
      return row && { ...row, ignoreLevel: row.ignoreLevel === 1, isSample: row.isSample === 1 }
    },

    records: <K extends RecordKind>(kind: K, machineId: string): AsyncIterable<ExchangeRecord<K>> =>
      readers[kind](machineId)
  }
}
