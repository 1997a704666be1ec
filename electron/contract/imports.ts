import { z } from 'zod'
import {
  attributesSchema,
  domainSchema,
  idSchema,
  instantSchema,
  labelSchema,
  recordedAtSourceSchema
} from './common.ts'
import { method } from './method.ts'

/** Where files come from: paths on this computer, or files that the browser uploaded under one upload id. */
export const importSourceSchema = z.union([
  z.object({ paths: z.array(z.string().min(1)).min(1).max(100_000) }),
  z.object({ uploadId: idSchema })
])
export type ImportSource = z.infer<typeof importSourceSchema>

/** One file as it would come in. */
export const plannedFileSchema = z.object({
  /** Path relative to the folder that was chosen, with forward slashes. */
  relativePath: z.string(),
  sizeBytes: z.number().int(),
  label: labelSchema,
  domain: domainSchema.nullable(),
  attributes: attributesSchema,
  recordedAt: instantSchema,
  recordedAtSource: recordedAtSourceSchema
})
export type PlannedFile = z.infer<typeof plannedFileSchema>

export const failedFileSchema = z.object({ file: z.string(), code: z.string(), reason: z.string() })
export type FailedFile = z.infer<typeof failedFileSchema>

/** What will come in, shown before anything does. */
export const importPlanSchema = z.object({
  planId: idSchema,
  machineId: idSchema,
  layout: z.enum(['dcase2020', 'dcase2022+', 'folder', 'none', 'mixed']),
  files: z.array(plannedFileSchema),
  /** Files that are no audio by their name (passed over) and folders that could not be read. */
  passedOver: z.number().int(),
  unreadable: z.array(failedFileSchema),
  /** The length that the normals of this import propose, when the machine has none yet. */
  proposedClipLengthS: z.number().nullable(),
  /** The most channels seen in the first files, so that a channel can be chosen before the import. */
  channels: z.number().int()
})
export type ImportPlan = z.infer<typeof importPlanSchema>

/** Final result of an import job. */
export const importResultSchema = z.object({
  imported: z.number().int(),
  duplicates: z.number().int(),
  tooShort: z.number().int(),
  failed: z.array(failedFileSchema),
  scored: z.number().int(),
  flagged: z.number().int()
})
export type ImportResult = z.infer<typeof importResultSchema>

export const importMethods = {
  'imports.plan': method(z.object({ machineId: idSchema, source: importSourceSchema }), importPlanSchema),
  'imports.start': method(
    z.object({
      planId: idSchema,
      /** Overrides what the names said, for all files of the plan. */
      label: labelSchema.optional(),
      attributes: attributesSchema.optional(),
      clipLengthS: z.number().min(1).max(60).optional(),
      channel: z.number().int().min(1).max(32).optional()
    }),
    z.object({ jobId: idSchema })
  )
} as const
