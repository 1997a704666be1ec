import { rm } from 'node:fs/promises'
import path from 'node:path'
import { AppError, FILE_EXTENSION, type ExportResult } from '../../contract/index.ts'
import type { PackFile } from '../../contract/exchange-tasks.ts'
import { audit, now, type CoreContext } from '../context.ts'
import type { DataFolder } from '../files/data-folder.ts'
import { filesBelow } from '../files/files-below.ts'
import { commitFile } from '../../files/durable.ts'
import { span, type JobContext } from '../jobs/job-context.ts'
import { needMachine } from '../machines/need.ts'
import { fileNameFor } from '../results/csv.ts'
import { systemReason } from '../system/reason.ts'
import { exportJobSchema, partOf } from './export-job.ts'
import { writeRecords, type WrittenRecords } from './write-records.ts'

/** Share of the progress bar that writing down the rows has. */
const RECORDS_SHARE = 0.1

/** "Exhaust fan 3 2026-07-29.earshot" */
export const exportFileName = (machineName: string): string =>
  fileNameFor(machineName, now().slice(0, 10), FILE_EXTENSION.slice(1))

const modelFiles = async (
  folder: DataFolder,
  { id, version }: WrittenRecords['models'][number]
): Promise<PackFile[]> => {
  const shownName = `Version ${version} of the model`
  const dir = folder.model(id)
  const files = await filesBelow(dir).catch((cause: unknown) => {
    const message = `${shownName} cannot be exported: ${systemReason(cause)}`
    throw new AppError('unreadable', message, { dir }, { cause })
  })
  return files.map(({ name, path: file, sizeBytes }) => ({
    name: `models/${id}/${name}`,
    path: file,
    shownName,
    sizeBytes,
    sha256: null,
    compression: 'always'
  }))
}

/** The files of models and reports. */
const packList = async (folder: DataFolder, { models, reports }: WrittenRecords): Promise<PackFile[]> => {
  const ofModels = await Promise.all(models.map(model => modelFiles(folder, model)))
  const ofReports = reports.map(({ id, fileName, sizeBytes }): PackFile => ({
    name: `reports/${id}.pdf`,
    path: folder.report(id),
    shownName: fileName,
    sizeBytes,
    sha256: null,
    compression: 'never'
  }))
  return [...ofModels.flat(), ...ofReports]
}

/** Removes the files of a machine that waited to be saved, but for one. */
const dropOlder = async ({ store, folder }: CoreContext, machineId: string, jobId: string): Promise<void> => {
  for (const job of await store.jobs.done('export-machine', machineId)) {
    if (job.id !== jobId) await rm(folder.exported(job.id), { force: true })
  }
}

/**
 * Writes a machine into one file: its rows at one moment, then the bytes of everything. The file has its name when it
 * is whole and on the disk; a cancelled or failed export leaves nothing.
 */
export const runExport = async (
  context: CoreContext,
  rawInput: unknown,
  job: JobContext
): Promise<ExportResult> => {
  const { machineId, path: place } = exportJobSchema.parse(rawInput)
  const { store, folder, compute, appVersion } = context
  const { name } = await needMachine(store, machineId)
  const target = place ?? folder.exported(job.jobId)
  const part = partOf(target, job.jobId)
  const stage = folder.upload(`export-${job.jobId}`)
  try {
    job.report(0, 'reading the rows')
    const createdAt = now()
    const written = await writeRecords(store, machineId, stage, job.signal)
    const files = await packList(folder, written)
    const head = { appVersion, createdAt, counts: written.counts }
    const { sizeBytes } = await compute.run(
      'pack',
      { head, rowsDir: stage, dataDir: folder.root, files, outPath: part },
      { signal: job.signal, onProgress: span(job, RECORDS_SHARE, 1).report }
    )
    job.signal.throwIfAborted()
    await commitFile(part, target)
    const recordings = written.counts.recordings
    await audit(store, 'export-machine', machineId, { name, sizeBytes, recordings })
    if (place === null) await dropOlder(context, machineId, job.jobId)
    const fileName = place === null ? exportFileName(name) : path.basename(place)
    return { fileName, sizeBytes, recordings, path: place }
  } finally {
    await rm(stage, { recursive: true, force: true })
    await rm(part, { force: true })
  }
}
