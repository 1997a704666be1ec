import { z } from 'zod'
import { errorSchema } from './error-schema.ts'
import { idSchema, instantSchema, nothing } from './common.ts'
import { event, method } from './method.ts'

export const JOB_KINDS = [
  'import',
  'fit',
  'score',
  'report',
  'sample',
  'reanalyse',
  'export-machine',
  'import-machine'
] as const
export const JOB_STATES = ['queued', 'running', 'done', 'failed', 'cancelled', 'interrupted'] as const
export type JobKind = (typeof JOB_KINDS)[number]
export type JobState = (typeof JOB_STATES)[number]

export const jobSchema = z.object({
  id: idSchema,
  kind: z.enum(JOB_KINDS),
  state: z.enum(JOB_STATES),
  machineId: idSchema.nullable(),
  /** 0 to 1. */
  progress: z.number().min(0).max(1),
  /** What is being done, for example "312 of 1000 files". */
  message: z.string(),
  remainingS: z.number().nullable(),
  createdAt: instantSchema,
  startedAt: instantSchema.nullable(),
  endedAt: instantSchema.nullable(),
  /** By kind: ImportResult, { modelId }, { scored, flagged }, { reportId }, { machineId }, ExportResult … */
  result: z.record(z.string(), z.unknown()).nullable(),
  error: errorSchema.nullable()
})
export type Job = z.infer<typeof jobSchema>

export const jobMethods = {
  'jobs.list': method(
    z.object({ machineId: idSchema.optional(), limit: z.number().int().max(500).default(50) }),
    z.array(jobSchema)
  ),
  'jobs.get': method(z.object({ jobId: idSchema }), jobSchema),
  'jobs.cancel': method(z.object({ jobId: idSchema }), nothing),
  /** Runs an interrupted, failed or cancelled job again with the same input. */
  'jobs.retry': method(z.object({ jobId: idSchema }), z.object({ jobId: idSchema }))
} as const

export const jobEvents = { 'jobs.changed': event(jobSchema) } as const
