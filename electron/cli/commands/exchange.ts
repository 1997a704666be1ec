import path from 'node:path'
import {
  exportResultSchema,
  machineImportResultSchema,
  type MachineFilePreview
} from '../../contract/exchange.ts'
import type { CliContext } from '../context.ts'
import { withCore } from '../context.ts'
import type { ExitCode } from '../exit-code.ts'
import { EXIT } from '../exit-code.ts'
import { findMachine } from '../find-machine.ts'
import { runJob } from '../run-job.ts'

export interface ImportMachineOptions {
  readonly plan?: boolean
}

const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`

const counted = (count: number, what: string): string => `${count} ${what}${count === 1 ? '' : 's'}`

/** `machine export M FILE` */
export const exportMachine = (context: CliContext, name: string, file: string): Promise<ExitCode> =>
  withCore(context, async client => {
    const { machine } = await findMachine(client, name)
    const started = client.call('machines.export', { machineId: machine.id, path: path.resolve(file) })
    const result = exportResultSchema.parse(await runJob(client, context, started))
    context.terminal.print(
      context.json
        ? JSON.stringify({ machineId: machine.id, ...result })
        : `${result.path}: ${counted(result.recordings, 'recording')}, ${megabytes(result.sizeBytes)}`
    )
    return EXIT.allDone
  })

const described = (preview: MachineFilePreview): string => {
  const { machine, counts, modelVersion } = preview
  return [
    `${machine.name}, exported ${preview.createdAt.slice(0, 19)}Z by Earshot ${preview.appVersion}`,
    `  site, line     ${machine.site || '-'}, ${machine.line || '-'}`,
    `  recordings     ${counts.recordings}, ${megabytes(preview.contentBytes)} on the disk`,
    `  models         ${counts.models}${modelVersion === null ? '' : `, version ${modelVersion} in use`}`,
    `  findings       ${counts.findings}`,
    `  events         ${counts.events}`,
    `  reports        ${counts.reports}`,
    `  comes in as    ${preview.importName}`
  ].join('\n')
}

/** `machine import FILE` */
export const importMachine = (
  context: CliContext,
  file: string,
  options: ImportMachineOptions
): Promise<ExitCode> =>
  withCore(context, async client => {
    const { terminal, json } = context
    const source = { path: path.resolve(file) }
    const preview = await client.call('machines.previewFile', { source })
    if (options.plan === true) {
      terminal.print(json ? JSON.stringify(preview) : described(preview))
      return EXIT.allDone
    }
    const started = client.call('machines.import', { source })
    const result = machineImportResultSchema.parse(await runJob(client, context, started))
    if (result.isCopy) {
      const known = preview.presentAs === null ? '' : ` as "${preview.presentAs}"`
      terminal.note(`This machine is here already${known}: "${result.name}" is a second one of its own.`)
    }
    terminal.print(
      json
        ? JSON.stringify(result)
        : `"${result.name}": ${counted(result.recordings, 'recording')}, ${counted(result.models, 'model')}, ` +
            `${counted(result.findings, 'finding')}, id ${result.machineId}`
    )
    return EXIT.allDone
  })
