import { z } from 'zod'
import {
  attributesSchema,
  badgeCodeSchema,
  badgeSchema,
  domainSchema,
  idSchema,
  instantSchema,
  labelSchema,
  nothing,
  recordedAtSourceSchema
} from './common.ts'
import { event, method } from './method.ts'
import { captureSchema } from './recorder.ts'

export const recordingSchema = z.object({
  id: idSchema,
  machineId: idSchema,
  sha256: z.string().length(64),
  /** Name of the file as it came in, and its folder relative to what was imported. */
  fileName: z.string(),
  folder: z.string(),
  container: z.string(),
  codec: z.string(),
  sampleRateHz: z.number(),
  channels: z.number().int(),
  bitDepth: z.number().int().nullable(),
  durationS: z.number(),
  sizeBytes: z.number().int(),
  recordedAt: instantSchema,
  recordedAtSource: recordedAtSourceSchema,
  importedAt: instantSchema,
  label: labelSchema,
  domain: domainSchema.nullable(),
  attributes: attributesSchema,
  badges: z.array(badgeSchema),
  clips: z.number().int(),
  /** Loudness of the analysed channel, dB relative to full scale. */
  levelDb: z.number().nullable(),
  /** By the machine's current model: the highest of the recording's clips; null when not scored. */
  score: z.number().nullable(),
  pValue: z.number().nullable(),
  isFlagged: z.boolean().nullable(),
  isAboveMonitor: z.boolean().nullable(),
  /** True when the score is the held-out one of a clip that was used in the fit. */
  isHeldOut: z.boolean()
})
export type Recording = z.infer<typeof recordingSchema>

export const clipSchema = z.object({
  id: idSchema,
  recordingId: idSchema,
  index: z.number().int(),
  startS: z.number(),
  lengthS: z.number()
})
export type Clip = z.infer<typeof clipSchema>

export const RECORDING_SORTS = ['recordedAt', 'fileName', 'label', 'score', 'durationS', 'levelDb'] as const
export const recordingFilterSchema = z.object({
  machineId: idSchema,
  text: z.string().max(200).optional(),
  label: labelSchema.optional(),
  isFlagged: z.boolean().optional(),
  /** Scored recordings that the model learned from (they are no findings), or those that it did not. */
  isHeldOut: z.boolean().optional(),
  badge: badgeCodeSchema.optional(),
  from: instantSchema.optional(),
  to: instantSchema.optional()
})
export type RecordingFilter = z.infer<typeof recordingFilterSchema>

export const recordingMethods = {
  /** One page of a machine's recordings; `total` counts all that match the filter. */
  'recordings.list': method(
    recordingFilterSchema.extend({
      sort: z.enum(RECORDING_SORTS).default('recordedAt'),
      descending: z.boolean().default(true),
      offset: z.number().int().min(0).default(0),
      limit: z.number().int().min(1).max(1000).default(200)
    }),
    z.object({ total: z.number().int(), rows: z.array(recordingSchema) })
  ),
  'recordings.get': method(
    z.object({ recordingId: idSchema }),
    z.object({
      recording: recordingSchema,
      clips: z.array(clipSchema),
      /** How it was recorded at the machine; null: it came in as a file. */
      capture: captureSchema.nullable()
    })
  ),
  /** Bulk edit of what a person knows; `recordedAt` becomes `entered`. Answers what was there, for undo. */
  'recordings.update': method(
    z.object({
      recordingIds: z.array(idSchema).min(1).max(20_000),
      label: labelSchema.optional(),
      domain: domainSchema.nullable().optional(),
      attributes: attributesSchema.optional(),
      recordedAt: instantSchema.optional()
    }),
    z.object({
      before: z.array(
        z.object({
          recordingId: idSchema,
          label: labelSchema,
          domain: domainSchema.nullable(),
          attributes: attributesSchema
        })
      )
    })
  ),
  'recordings.remove': method(z.object({ recordingIds: z.array(idSchema).min(1).max(20_000) }), nothing),
  /** Ids of all recordings that match the filter ("select all"). */
  'recordings.ids': method(recordingFilterSchema, z.object({ recordingIds: z.array(idSchema) })),
  /** The most similar normal recording of the current model, to listen against. */
  'recordings.nearestNormal': method(
    z.object({ clipId: idSchema }),
    z.object({ recordingId: idSchema, clipId: idSchema, startS: z.number() }).nullable()
  )
} as const

export const recordingEvents = {
  'recordings.changed': event(z.object({ machineId: idSchema }))
} as const
