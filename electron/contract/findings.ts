import { z } from 'zod'
import { idSchema, instantSchema } from './common.ts'
import { event, method } from './method.ts'
import { storeDetectorIdSchema } from './models.ts'
import { reasonSchema } from './results.ts'

export const VERDICTS = ['confirmed', 'false-alarm', 'unsure'] as const
export const verdictSchema = z.enum(VERDICTS)
export type Verdict = z.infer<typeof verdictSchema>

export const findingSchema = z.object({
  id: idSchema,
  machineId: idSchema,
  recordingId: idSchema,
  clipId: idSchema,
  fileName: z.string(),
  recordedAt: instantSchema,
  startS: z.number(),
  lengthS: z.number(),
  modelVersion: z.number().int(),
  /** Gave the score; null where that version is gone. */
  detector: storeDetectorIdSchema.nullable(),
  score: z.number(),
  threshold: z.number(),
  pValue: z.number(),
  peakS: z.number(),
  reasons: z.array(reasonSchema),
  verdict: verdictSchema.nullable(),
  comment: z.string(),
  decidedBy: z.string().nullable(),
  decidedAt: instantSchema.nullable()
})
export type Finding = z.infer<typeof findingSchema>

export const findingMethods = {
  /**
   * Open ones before decided ones, those scored by the current detector before others, each group most severe first
   * (score above threshold).
   */
  'findings.list': method(
    z.object({ machineId: idSchema, verdict: z.union([verdictSchema, z.literal('open')]).optional() }),
    z.array(findingSchema)
  ),
  /** A verdict (null takes it back) and a comment; a name must be in the settings or given. */
  'findings.decide': method(
    z.object({
      findingId: idSchema,
      verdict: verdictSchema.nullable(),
      comment: z.string().max(5000).optional(),
      by: z.string().max(120).optional()
    }),
    findingSchema
  ),
  'findings.csv': method(
    z.object({ machineId: idSchema }),
    z.object({ fileName: z.string(), text: z.string() })
  )
} as const

export const findingEvents = { 'findings.changed': event(z.object({ machineId: idSchema })) } as const
