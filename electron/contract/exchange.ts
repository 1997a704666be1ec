import { z } from 'zod'
import { idSchema, instantSchema, nothing } from './common.ts'
import { machineSchema } from './machines.ts'
import { method } from './method.ts'

export const FILE_EXTENSION = '.earshot'
export const MEDIA_TYPE = 'application/vnd.earshot+zip'

/** Becomes the name of a folder. */
const uploadIdSchema = z.string().regex(/^[A-Za-z0-9_-]{1,64}$/u, 'no upload id')

/** An exported machine: a file of this computer, or the one that the browser uploaded under an upload id. */
export const machineFileSchema = z.union([
  z.object({ path: z.string().min(1).max(4096) }),
  z.object({ uploadId: uploadIdSchema })
])
export type MachineFile = z.infer<typeof machineFileSchema>

/** What is in a file, from its table of contents; its checksums are verified by the import. */
export const machineFilePreviewSchema = z.object({
  fileName: z.string(),
  sizeBytes: z.number().int(),
  /** Of the application that wrote it. */
  appVersion: z.string(),
  createdAt: instantSchema,
  machine: machineSchema.omit({ id: true, currentModelId: true }),
  /** Version of the model in use; null where none is. */
  modelVersion: z.number().int().nullable(),
  counts: z.object({
    recordings: z.number().int(),
    models: z.number().int(),
    findings: z.number().int(),
    events: z.number().int(),
    reports: z.number().int()
  }),
  /** What it takes on the disk when it is imported, in bytes. */
  contentBytes: z.number().int(),
  /** The name that it will have: its own, or with a number where that is taken. */
  importName: z.string(),
  /** The name under which this very machine is here already; null where it is not. */
  presentAs: z.string().nullable()
})
export type MachineFilePreview = z.infer<typeof machineFilePreviewSchema>

/** Final result of an export job. */
export const exportResultSchema = z.object({
  fileName: z.string(),
  sizeBytes: z.number().int(),
  recordings: z.number().int(),
  /** Where it was written; null: it waits at mediaUrl.machineFile(jobId). */
  path: z.string().nullable()
})
export type ExportResult = z.infer<typeof exportResultSchema>

/** Final result of the job that imports a machine. */
export const machineImportResultSchema = z.object({
  machineId: idSchema,
  name: z.string(),
  recordings: z.number().int(),
  models: z.number().int(),
  findings: z.number().int(),
  /** Recordings whose file was in the data folder already. */
  shared: z.number().int(),
  /** True: the machine was here already, this is a second one with identifiers of its own. */
  isCopy: z.boolean()
})
export type MachineImportResult = z.infer<typeof machineImportResultSchema>

/** A finished file that waits to be saved. */
export const readyExportSchema = z.object({
  jobId: idSchema,
  fileName: z.string(),
  sizeBytes: z.number().int(),
  createdAt: instantSchema
})
export type ReadyExport = z.infer<typeof readyExportSchema>

export const exchangeMethods = {
  /**
   * Writes a machine with all that belongs to it into one file: a job, its result is ExportResult. `path` names a
   * file or a folder of this computer; without it the file waits at mediaUrl.machineFile(jobId).
   */
  'machines.export': method(
    z.object({ machineId: idSchema, path: z.string().min(1).max(4096).optional() }),
    z.object({ jobId: idSchema })
  ),
  /** The files of a machine that wait to be saved; the newest export replaces the one before. */
  'machines.exports': method(z.object({ machineId: idSchema }), z.array(readyExportSchema)),
  'machines.removeExport': method(z.object({ jobId: idSchema }), nothing),
  /** What would come in. @throws unreadable, unsupported: why the file is refused */
  'machines.previewFile': method(z.object({ source: machineFileSchema }), machineFilePreviewSchema),
  /** Verifies the whole file, then brings it in at once or not at all: a job, its result is MachineImportResult. */
  'machines.import': method(z.object({ source: machineFileSchema }), z.object({ jobId: idSchema })),
  /** Removes an uploaded file that is not wanted after all. */
  'machines.discardFile': method(z.object({ uploadId: uploadIdSchema }), nothing)
} as const
