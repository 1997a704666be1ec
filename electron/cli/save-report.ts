import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { AppError } from '../contract/errors.ts'
import { mediaUrl } from '../contract/media.ts'
import type { Report, ReportOptions } from '../contract/reports.ts'
import type { OpenCore } from '../core/host/open-core.ts'
import type { CliContext } from './context.ts'
import { runJob } from './run-job.ts'
import { saveFile } from './save-file.ts'

/** Makes a machine's report and puts the PDF where it is wanted. */
export const saveReport = async (
  { core }: OpenCore,
  context: Pick<CliContext, 'terminal' | 'signal'>,
  options: Partial<ReportOptions> & Pick<ReportOptions, 'machineId'>,
  outPath: string
): Promise<Report> => {
  const started = core.client.call('reports.create', options)
  const { reportId } = z.object({ reportId: z.string() }).parse(await runJob(core.client, context, started))
  const content = await core.media(mediaUrl.report(reportId))
  const bytes = content.kind === 'bytes' ? content.bytes : await readFile(content.path)
  saveFile(outPath, bytes)
  const reports = await core.client.call('reports.list', { machineId: options.machineId })
  const report = reports.find(({ id }) => id === reportId)
  if (report === undefined) throw new AppError('internal', 'The report was made but is not listed')
  return report
}
