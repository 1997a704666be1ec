import { rm, stat } from 'node:fs/promises'
import path from 'node:path'
import {
  AppError,
  FILE_EXTENSION,
  exportResultSchema,
  type MachineFile,
  type MachineFilePreview,
  type ParsedInput,
  type ReadyExport,
  type SystemInfo
} from '../../contract/index.ts'
import type { CoreContext } from '../context.ts'
import { filesBelow } from '../files/files-below.ts'
import type { JobRunner } from '../jobs/runner.ts'
import { needMachine } from '../machines/need.ts'
import { exportFileName } from './export.ts'
import { freeName } from './free-name.ts'
import { assertPaths, exportPlace } from './place.ts'

/** Whether the caller may name paths. */
type Rights = Pick<SystemInfo, 'canReadPaths'>

/** Exporting machines and importing them. */
export const createExchangeService = (context: CoreContext, runner: JobRunner) => {
  const { store, folder, compute } = context

  /** @throws AppError not-found when nothing was uploaded under the id */
  const uploaded = async (uploadId: string): Promise<string> => {
    const there = folder.has(`uploads/${uploadId}`) ? await filesBelow(folder.upload(uploadId)) : []
    const [file, ...others] = there.filter(({ name }) => name.toLowerCase().endsWith(FILE_EXTENSION))
    if (file === undefined || others.length > 0) {
      throw new AppError('not-found', 'The uploaded file is no longer there; choose it again', { uploadId })
    }
    return file.path
  }

  const fileOf = async (
    source: MachineFile,
    rights: Rights
  ): Promise<{ path: string; uploadId: string | null }> => {
    if ('uploadId' in source) return { path: await uploaded(source.uploadId), uploadId: source.uploadId }
    assertPaths(rights)
    if (!path.isAbsolute(source.path)) {
      throw new AppError('invalid', `${source.path} does not say from where on it is meant`, {
        path: source.path
      })
    }
    return { path: path.normalize(source.path), uploadId: null }
  }

  const waiting = (jobId: string): Promise<boolean> =>
    stat(folder.exported(jobId)).then(
      () => true,
      () => false
    )

  return {
    export: async (
      { machineId, path: chosen }: ParsedInput<'machines.export'>,
      rights: Rights
    ): Promise<{ jobId: string }> => {
      const { name } = await needMachine(store, machineId)
      if (chosen !== undefined) assertPaths(rights)
      const place = chosen === undefined ? null : await exportPlace(chosen, exportFileName(name), folder.root)
      return { jobId: await runner.start('export-machine', machineId, { machineId, path: place }) }
    },

    exports: async (machineId: string): Promise<ReadyExport[]> => {
      await needMachine(store, machineId)
      const ready: ReadyExport[] = []
      for (const job of await store.jobs.done('export-machine', machineId)) {
        const result = exportResultSchema.safeParse(job.result)
        if (!result.success || result.data.path !== null || !(await waiting(job.id))) continue
        const { fileName, sizeBytes } = result.data
        ready.push({ jobId: job.id, fileName, sizeBytes, createdAt: job.endedAt ?? job.createdAt })
      }
      return ready
    },

    removeExport: async (jobId: string): Promise<void> => {
      const job = await store.jobs.get(jobId)
      if (job?.kind !== 'export-machine') {
        throw new AppError('not-found', 'There is no such exported machine', { jobId })
      }
      await rm(folder.exported(jobId), { force: true })
    },

    previewFile: async (source: MachineFile, rights: Rights): Promise<MachineFilePreview> => {
      const { path: file } = await fileOf(source, rights)
      const fileName = path.basename(file)
      const found = await compute.run('inspect', { path: file, fileName }, { isInteractive: true })
      const { head, machine, ...facts } = found
      const { id, currentModelId: _, lastModelVersion: __, ...fields } = machine
      const machines = await store.machines.list()
      const { recordings, models, findings, events, reports } = head.counts
      return {
        fileName,
        ...facts,
        appVersion: head.appVersion,
        createdAt: head.createdAt,
        machine: fields,
        counts: { recordings, models, findings, events, reports },
        importName: freeName(
          machine.name,
          machines.map(({ name }) => name)
        ),
        presentAs: machines.find(known => known.id === id)?.name ?? null
      }
    },

    import: async (source: MachineFile, rights: Rights): Promise<{ jobId: string }> => ({
      jobId: await runner.start('import-machine', null, await fileOf(source, rights))
    }),

    discardFile: async (uploadId: string): Promise<void> => {
      await uploaded(uploadId)
      await rm(folder.upload(uploadId), { recursive: true, force: true })
    }
  }
}
