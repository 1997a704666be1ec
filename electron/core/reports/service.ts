import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { reportOptionsSchema, type ParsedInput, type Report } from '../../contract/index.ts'
import { audit, now, type CoreContext } from '../context.ts'
import { commitFile } from '../../files/durable.ts'
import { span, type JobContext } from '../jobs/job-context.ts'
import type { JobRunner } from '../jobs/runner.ts'
import { needMachine } from '../machines/need.ts'
import { fileNameFor } from '../results/csv.ts'
import type { createResultService } from '../results/service.ts'
import { readSettings } from '../system/settings.ts'
import { gatherReport } from './gather.ts'

/** Makes the PDF of a machine: gathered here, laid out by a compute process, reported when it is in place. */
export const runReport = async (
  context: CoreContext,
  results: Pick<ReturnType<typeof createResultService>, 'trend'>,
  rawInput: unknown,
  job: JobContext
): Promise<{ reportId: string }> => {
  const options = reportOptionsSchema.parse(rawInput)
  const { store, folder, compute } = context
  const data = await gatherReport(context, results, options)
  const reportId = randomUUID()
  const target = folder.report(reportId)
  const outPath = `${target}.part`
  try {
    const { pages, sizeBytes } = await compute.run(
      'report',
      { data, outPath },
      { signal: job.signal, onProgress: span(job, 0, 1).report }
    )
    await commitFile(outPath, target)
    const report: Report = {
      id: reportId,
      machineId: options.machineId,
      createdAt: now(),
      by: (await readSettings(store)).engineer,
      fileName: fileNameFor(data.machine.name, `report ${data.createdAt.slice(0, 10)}`, 'pdf'),
      pages,
      sizeBytes
    }
    await store.transaction(async repositories => {
      await repositories.reports.insert(report)
      await audit(repositories, 'report', options.machineId, { reportId, pages })
    })
    return { reportId }
  } finally {
    await rm(outPath, { force: true })
  }
}

/** Reports that were made, and the job that makes one. */
export const createReportService = ({ store }: CoreContext, runner: JobRunner) => ({
  create: async (options: ParsedInput<'reports.create'>): Promise<{ jobId: string }> => {
    await needMachine(store, options.machineId)
    return { jobId: await runner.start('report', options.machineId, options) }
  },

  list: async (machineId: string): Promise<Report[]> => {
    await needMachine(store, machineId)
    return store.reports.ofMachine(machineId)
  }
})
