import { z } from 'zod'
import { idSchema } from '../../contract/index.ts'

/** What an export job is stored with; `path` null: for saving through the browser. */
export const exportJobSchema = z.object({ machineId: idSchema, path: z.string().nullable() })

/** Where an export is written before it has its name: beside its place, told by the job. */
export const partOf = (target: string, jobId: string): string => `${target}.${jobId}.part`
