import { z } from 'zod'
import { idSchema, instantSchema } from './common.ts'
import { method } from './method.ts'
import { storeDetectorIdSchema } from './models.ts'

/** The views of the `auto` detector. */
export const VIEW_IDS = [
  'quick-changes',
  'quicker-changes',
  'sharp-drops',
  'loudest-moments',
  'level'
] as const
export const viewSchema = z.object({ view: z.enum(VIEW_IDS), z: z.number(), share: z.number() })
export type ViewScore = z.infer<typeof viewSchema>

/** Why a clip was flagged: a code with its numbers; the sentence is in the message catalogue. */
export const REASON_CODES = [
  'louder-than-normal',
  'quieter-than-normal',
  'impulses',
  'band-raised',
  'band-lowered',
  'band-differs',
  'drops',
  'unsteady'
] as const
export const reasonSchema = z.object({
  code: z.enum(REASON_CODES),
  /** db, lowHz, highHz, count, as the code needs them. */
  params: z.record(z.string(), z.number())
})
export type Reason = z.infer<typeof reasonSchema>

/** One value per time frame; frame i covers startS + i*stepS to that plus windowS, seconds of the recording. */
export const laneSchema = z.object({
  startS: z.number(),
  stepS: z.number(),
  windowS: z.number(),
  values: z.array(z.number()),
  /** The lane has its own calibration: a frame above this is a hot spot. */
  threshold: z.number(),
  peakS: z.number()
})
export type Lane = z.infer<typeof laneSchema>

export const clipResultSchema = z.object({
  clipId: idSchema,
  recordingId: idSchema,
  modelId: idSchema,
  modelVersion: z.number().int(),
  /** Gave the score; views, bands, reasons and lane are the default detector's in every version. */
  detector: storeDetectorIdSchema,
  startS: z.number(),
  lengthS: z.number(),
  score: z.number(),
  pValue: z.number(),
  isFlagged: z.boolean(),
  isAboveMonitor: z.boolean(),
  isHeldOut: z.boolean(),
  threshold: z.number(),
  monitorLine: z.number(),
  views: z.array(viewSchema),
  /** Contribution of each 125-Hz band from 0 to 8 kHz (64 values, each >= 0, sum 1). */
  bands: z.array(z.number()),
  reasons: z.array(reasonSchema),
  lane: laneSchema
})
export type ClipResult = z.infer<typeof clipResultSchema>

/** One dot of the trend. */
export const trendPointSchema = z.object({
  recordingId: idSchema,
  recordedAt: instantSchema,
  score: z.number(),
  isFlagged: z.boolean(),
  isAboveMonitor: z.boolean(),
  isHeldOut: z.boolean(),
  modelVersion: z.number().int()
})
export const trendSchema = z.object({
  /** Whose scores the dots and lines are: detectors have no common scale. Null without any score. */
  detector: storeDetectorIdSchema.nullable(),
  /** Recordings that are not among the points: only versions of other detectors have scored them. */
  otherScale: z.number().int(),
  /** Where an axis of these scores begins: 0, or amid the normals' scores where they lie far from it. */
  origin: z.number(),
  points: z.array(trendPointSchema),
  /** The lines in force from a point of time on: one step at each model change. */
  steps: z.array(
    z.object({
      from: instantSchema,
      threshold: z.number(),
      monitorLine: z.number(),
      modelVersion: z.number().int()
    })
  ),
  events: z.array(z.object({ id: idSchema, at: instantSchema, text: z.string() }))
})
export type Trend = z.infer<typeof trendSchema>

export const resultMethods = {
  /** Results of a recording's clips by the current model, or by the given version. */
  'results.ofRecording': method(
    z.object({ recordingId: idSchema, modelId: idSchema.optional() }),
    z.array(clipResultSchema)
  ),
  'results.trend': method(
    z.object({ machineId: idSchema, from: instantSchema.optional(), to: instantSchema.optional() }),
    trendSchema
  ),
  /** CSV of the scores of a machine by the current model. */
  'results.csv': method(
    z.object({ machineId: idSchema }),
    z.object({ fileName: z.string(), text: z.string() })
  )
} as const
