/**
 * What lies in an exported machine (`.earshot`): its entries, its manifest and one schema for each kind of record.
 * docs/exchange-format.md describes the same for others. Any change of what a file holds is a new FORMAT_VERSION;
 * what was added then gets a default here, so that older files still come in.
 */
import { z } from 'zod'
import { attributesSchema, badgeSchema, domainSchema, labelSchema, recordedAtSourceSchema } from './common.ts'
import { verdictSchema } from './findings.ts'
import { machineSchema } from './machines.ts'
import { checkSchema, falseAlarmsSchema, modelSchema, trainingSchema } from './models.ts'
import { captureSchema } from './recorder.ts'
import { reasonSchema, viewSchema } from './results.ts'

export const FORMAT_NAME = 'earshot-machine'
export const FORMAT_VERSION = 2

/** First entry of a file, stored as it is, so that its kind can be told from its first bytes. */
export const MEDIA_TYPE_ENTRY = 'mimetype'
export const MANIFEST_ENTRY = 'earshot.json'
export const MACHINE_ENTRY = 'machine.json'

/** Kinds of records with a file of their own, one JSON object a line; they refer only to kinds before them. */
export const RECORD_KINDS = [
  'recordings',
  'clips',
  'labels',
  'models',
  'events',
  'reports',
  'scores',
  'findings',
  'audit'
] as const
export type RecordKind = (typeof RECORD_KINDS)[number]

/** Name of the entry with the records of a kind. */
export const recordsEntry = (kind: RecordKind): string => `${kind}.ndjson`

/** Identifier of a record: a UUID, or 32 hexadecimal digits. Lower case, so that it is a safe file name too. */
const recordIdSchema = z
  .string()
  .regex(/^(?:[0-9a-f]{32}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/u, 'no identifier')
/** UTC with milliseconds, as text order must be time order. */
const utcSchema = z.iso.datetime({ precision: 3 })
const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/u, 'no SHA-256')
const countSchema = z.number().int().min(0)
/** Little-endian float32 numbers in base64. */
const float32Schema = z.base64()

/** Entry of a recording's original bytes; also its place in a data folder. */
const recordingEntrySchema = z
  .string()
  .regex(/^recordings\/([0-9a-f]{2})\/\1[0-9a-f]{62}\.[a-z0-9]{1,8}$/u, 'no name of a recording')

export const machineRecordSchema = z.strictObject({
  ...machineSchema.shape,
  id: recordIdSchema,
  currentModelId: recordIdSchema.nullable(),
  createdAt: utcSchema,
  /** Numbers of removed versions are not given again. */
  lastModelVersion: countSchema
})
export type MachineRecord = z.infer<typeof machineRecordSchema>

export const recordSchemas = {
  models: z.strictObject({
    ...modelSchema.omit({ machineId: true, isCurrent: true }).shape,
    id: recordIdSchema,
    version: z.number().int().min(1),
    channel: z.number().int().min(1).max(32),
    clipLengthS: z.number().positive(),
    fittedFalseAlarms: falseAlarmsSchema,
    /** Since format version 2. */
    training: trainingSchema.nullable().default(null),
    check: checkSchema.nullable().default(null),
    createdAt: utcSchema
  }),
  recordings: z.strictObject({
    id: recordIdSchema,
    sha256: sha256Schema,
    file: recordingEntrySchema,
    fileName: z.string().min(1),
    folder: z.string(),
    container: z.string(),
    codec: z.string(),
    sampleRateHz: z.number().positive(),
    channels: z.number().int().min(1),
    bitDepth: z.number().int().nullable(),
    durationS: z.number().min(0),
    sizeBytes: countSchema,
    recordedAt: utcSchema,
    recordedAtSource: recordedAtSourceSchema,
    importedAt: utcSchema,
    label: labelSchema,
    domain: domainSchema.nullable(),
    attributes: attributesSchema,
    badges: z.array(badgeSchema),
    /** Clips of the machine's present setting. */
    clips: countSchema,
    levelDb: z.number().nullable(),
    bandwidthHz: z.number().nullable(),
    /** How it was made, where it was made with Earshot. */
    capture: captureSchema.nullable()
  }),
  clips: z.strictObject({
    id: recordIdSchema,
    recordingId: recordIdSchema,
    index: countSchema,
    channel: z.number().int().min(1),
    startS: z.number().min(0),
    lengthS: z.number().positive(),
    /** False: cut for an earlier channel or clip length. */
    isCurrent: z.boolean()
  }),
  labels: z.strictObject({ recordingId: recordIdSchema, label: labelSchema, by: z.string(), at: utcSchema }),
  events: z.strictObject({ id: recordIdSchema, at: utcSchema, text: z.string().min(1).max(500) }),
  reports: z.strictObject({
    id: recordIdSchema,
    createdAt: utcSchema,
    by: z.string(),
    fileName: z.string().min(1),
    pages: countSchema,
    sizeBytes: countSchema
  }),
  scores: z.strictObject({
    modelId: recordIdSchema,
    clipId: recordIdSchema,
    recordingId: recordIdSchema,
    score: z.number(),
    pValue: z.number(),
    isHeldOut: z.boolean(),
    peakS: z.number(),
    views: z.array(viewSchema),
    bands: float32Schema,
    reasons: z.array(reasonSchema),
    lane: z.strictObject({
      startS: z.number(),
      stepS: z.number(),
      windowS: z.number(),
      threshold: z.number(),
      peakS: z.number(),
      values: float32Schema
    }),
    scoredAt: utcSchema
  }),
  findings: z.strictObject({
    id: recordIdSchema,
    recordingId: recordIdSchema,
    clipId: recordIdSchema,
    modelVersion: z.number().int(),
    score: z.number(),
    threshold: z.number(),
    pValue: z.number(),
    peakS: z.number(),
    reasons: z.array(reasonSchema),
    verdict: verdictSchema.nullable(),
    comment: z.string(),
    decidedBy: z.string().nullable(),
    decidedAt: utcSchema.nullable()
  }),
  audit: z.strictObject({
    at: utcSchema,
    by: z.string(),
    action: z.string().min(1),
    details: z.record(z.string(), z.unknown())
  })
} as const satisfies Record<RecordKind, z.ZodType>
export type ExchangeRecord<K extends RecordKind> = z.infer<(typeof recordSchemas)[K]>

/** Checksum and size of the content of an entry. */
export const entrySchema = z.strictObject({
  name: z.string().min(1).max(512),
  sizeBytes: countSchema,
  sha256: sha256Schema
})
export type ManifestEntry = z.infer<typeof entrySchema>

/** What tells the kind and version of a file; read before all else. */
export const formatSchema = z.object({
  format: z.literal(FORMAT_NAME),
  version: z.number().int().min(1),
  appVersion: z.string().max(60).catch('')
})

export const recordCountsSchema = z.strictObject({
  recordings: countSchema,
  clips: countSchema,
  labels: countSchema,
  models: countSchema,
  events: countSchema,
  reports: countSchema,
  scores: countSchema,
  findings: countSchema,
  audit: countSchema
} satisfies Record<RecordKind, z.ZodType>)
export type RecordCounts = z.infer<typeof recordCountsSchema>

/** `earshot.json`: every other entry by name, size and checksum. */
export const manifestSchema = z.strictObject({
  format: z.literal(FORMAT_NAME),
  version: z.number().int(),
  appVersion: z.string().max(60),
  createdAt: utcSchema,
  counts: recordCountsSchema,
  entries: z.array(entrySchema)
})
export type Manifest = z.infer<typeof manifestSchema>
