import { z } from 'zod'
import {
  attributesSchema,
  captureSchema,
  domainSchema,
  idSchema,
  instantSchema,
  labelSchema,
  recordedAtSourceSchema
} from '../../contract/index.ts'

/** A planned file with where it lies: what an import job is stored with, so that it can be run again. */
export const importFileSchema = z.object({
  path: z.string(),
  relativePath: z.string(),
  label: labelSchema,
  domain: domainSchema.nullable(),
  attributes: attributesSchema,
  recordedAt: instantSchema,
  recordedAtSource: recordedAtSourceSchema,
  /** A take: the id that its recording gets, and how it was recorded. */
  recordingId: idSchema.optional(),
  capture: captureSchema.optional()
})
export type ImportFile = z.infer<typeof importFileSchema>

export const importJobSchema = z.object({
  machineId: idSchema,
  uploadId: idSchema.nullable(),
  clipLengthS: z.number().nullable(),
  files: z.array(importFileSchema)
})
export type ImportJob = z.infer<typeof importJobSchema>
