import type { Client } from '../contract/client.ts'
import type { Label } from '../contract/common.ts'
import { AppError } from '../contract/errors.ts'
import type { FailedFile, ImportPlan, ImportResult } from '../contract/imports.ts'
import { importResultSchema } from '../contract/imports.ts'
import type { CliContext } from './context.ts'
import { runJob } from './run-job.ts'

export interface ImportOptions {
  readonly label?: Label
  readonly attribute?: Record<string, string>
  readonly clipSeconds?: number
  readonly channel?: number
}

export interface Imported {
  readonly plan: ImportPlan
  readonly result: ImportResult
  /** Folders and files that could not be read, found while looking and while importing. */
  readonly failed: readonly FailedFile[]
}

/** Looks at paths and brings their audio files into a machine. */
export const importPaths = async (
  client: Client,
  context: Pick<CliContext, 'terminal' | 'signal'>,
  machineId: string,
  paths: readonly string[],
  options: ImportOptions
): Promise<Imported> => {
  const plan = await client.call('imports.plan', { machineId, source: { paths: [...paths] } })
  if (plan.files.length === 0) {
    for (const { file, reason } of plan.unreadable) context.terminal.note(`${file}: ${reason}`)
    throw new AppError('not-found', `There are no audio files in ${paths.join(', ')}`)
  }
  const started = client.call('imports.start', {
    planId: plan.planId,
    ...(options.label !== undefined && { label: options.label }),
    ...(options.attribute !== undefined && { attributes: options.attribute }),
    ...(options.clipSeconds !== undefined && { clipLengthS: options.clipSeconds }),
    ...(options.channel !== undefined && { channel: options.channel })
  })
  const result = importResultSchema.parse(await runJob(client, context, started))
  return { plan, result, failed: [...plan.unreadable, ...result.failed] }
}
