import { z } from 'zod'
import { idSchema, instantSchema } from './common.ts'
import { method } from './method.ts'

export const reportOptionsSchema = z.object({
  machineId: idSchema,
  from: instantSchema.optional(),
  to: instantSchema.optional(),
  pageSize: z.enum(['A4', 'LETTER']).default('A4'),
  /** Which findings: all, or those with these verdicts. */
  include: z.enum(['all', 'confirmed', 'undecided']).default('all'),
  /** At most this many findings with pictures; the rest stand in the table. */
  maxPictures: z.number().int().min(0).max(200).default(20)
})
export type ReportOptions = z.infer<typeof reportOptionsSchema>

export const reportSchema = z.object({
  id: idSchema,
  machineId: idSchema,
  createdAt: instantSchema,
  by: z.string(),
  fileName: z.string(),
  pages: z.number().int(),
  sizeBytes: z.number().int()
})
export type Report = z.infer<typeof reportSchema>

export const reportMethods = {
  /** Makes the PDF: a job whose result is { reportId }; the file is at reports/<reportId>. */
  'reports.create': method(reportOptionsSchema, z.object({ jobId: idSchema })),
  'reports.list': method(z.object({ machineId: idSchema }), z.array(reportSchema))
} as const
