import { z } from 'zod'
import { badgeSchema, idSchema, instantSchema, nothing } from './common.ts'
import { event, method } from './method.ts'

/** Every detector; `auto` is the default. */
export const DETECTOR_IDS = [
  'auto',
  'twfr-gmm',
  'ae-mse',
  'ae-mahalanobis',
  'memcae',
  'dual-branch',
  'dual-branch-kmeans',
  'dual-branch-mixup',
  'dual-branch-smote'
] as const
/** Those that a machine of the application can be fitted with; the others are for `detect` and the DCASE bench. */
export const STORE_DETECTOR_IDS = ['auto'] as const
export type StoreDetectorId = (typeof STORE_DETECTOR_IDS)[number]
export const detectorIdSchema = z.enum(DETECTOR_IDS)
export type DetectorId = z.infer<typeof detectorIdSchema>

/** False alarms to expect among 100 normal recordings, with the interval that is honest for this many normals. */
export const falseAlarmsSchema = z.object({
  per100: z.number(),
  low: z.number(),
  high: z.number(),
  /** The interval for normal recordings in a condition that was not recorded; null when nothing can be said. */
  newConditionHigh: z.number().nullable()
})
export type FalseAlarms = z.infer<typeof falseAlarmsSchema>

export const modelSchema = z.object({
  id: idSchema,
  machineId: idSchema,
  /** Numbered from 1 per machine. */
  version: z.number().int(),
  detector: detectorIdSchema,
  params: z.record(z.string(), z.unknown()),
  seed: z.number().int(),
  dataHash: z.string(),
  engine: z.string(),
  appVersion: z.string(),
  normals: z.number().int(),
  /** Total length of the clips learned from, seconds. */
  learnedS: z.number(),
  conditions: z.array(z.string()),
  isProvisional: z.boolean(),
  /** The threshold that the fit found, and the one in force (moved by hand or the same). */
  fittedThreshold: z.number(),
  threshold: z.number(),
  monitorLine: z.number(),
  falseAlarms: falseAlarmsSchema,
  /** Held-out scores of the normals: of blocks, and clip by clip. */
  heldOutScores: z.array(z.number()),
  excluded: z.array(z.object({ recordingId: idSchema.nullable(), fileName: z.string(), reason: z.string() })),
  warnings: z.array(
    z.object({ code: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])) })
  ),
  note: z.string(),
  createdAt: instantSchema,
  isCurrent: z.boolean()
})
export type Model = z.infer<typeof modelSchema>

/** What a fit would learn from, and what stands in its way. */
export const fitPreviewSchema = z.object({
  normals: z.number().int(),
  clips: z.number().int(),
  learnedS: z.number(),
  clipLengthS: z.number().nullable(),
  conditions: z.array(z.object({ name: z.string(), recordings: z.number().int() })),
  missing: z.number().int(),
  canFit: z.boolean(),
  excluded: z.array(z.object({ recordingId: idSchema, fileName: z.string(), badge: badgeSchema })),
  levelDeviationDb: z.number().nullable(),
  suggestsIgnoreLevel: z.boolean()
})
export type FitPreview = z.infer<typeof fitPreviewSchema>

export const modelMethods = {
  'models.preview': method(z.object({ machineId: idSchema }), fitPreviewSchema),
  /** Fits a new version from the machine's normals and scores its recordings: a job. */
  'models.fit': method(
    z.object({
      machineId: idSchema,
      detector: z.enum(STORE_DETECTOR_IDS).default('auto'),
      note: z.string().max(500).default('')
    }),
    z.object({ jobId: idSchema })
  ),
  'models.list': method(z.object({ machineId: idSchema }), z.array(modelSchema)),
  'models.get': method(z.object({ modelId: idSchema }), modelSchema),
  'models.setCurrent': method(z.object({ modelId: idSchema }), modelSchema),
  'models.setNote': method(z.object({ modelId: idSchema, note: z.string().max(500) }), modelSchema),
  /** Moves the threshold by hand (null: back to the fitted one); flags and findings follow. */
  'models.setThreshold': method(
    z.object({ modelId: idSchema, threshold: z.number().nullable() }),
    modelSchema
  ),
  /** Expected false alarms at another threshold, from the held-out scores (for the draggable line). */
  'models.falseAlarmsAt': method(z.object({ modelId: idSchema, threshold: z.number() }), falseAlarmsSchema),
  /** Which flags change between two versions on the clips both have scored. */
  'models.compare': method(
    z.object({ modelId: idSchema, otherModelId: idSchema }),
    z.object({
      scoredByBoth: z.number().int(),
      changes: z.array(
        z.object({
          recordingId: idSchema,
          fileName: z.string(),
          score: z.number(),
          otherScore: z.number(),
          isFlagged: z.boolean(),
          otherIsFlagged: z.boolean()
        })
      )
    })
  ),
  /** Scores recordings (default: all of the machine) by a version: a job. */
  'models.score': method(
    z.object({ modelId: idSchema, recordingIds: z.array(idSchema).optional() }),
    z.object({ jobId: idSchema })
  ),
  /** A version that is not current can be removed with its scores. */
  'models.remove': method(z.object({ modelId: idSchema }), nothing)
} as const

export const modelEvents = { 'models.changed': event(z.object({ machineId: idSchema })) } as const
