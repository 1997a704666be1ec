import type { ReportOptions } from '../../contract/reports.ts'
import type { CliContext } from '../context.ts'
import { withCore } from '../context.ts'
import type { ExitCode } from '../exit-code.ts'
import { EXIT } from '../exit-code.ts'
import { findMachine } from '../find-machine.ts'
import { saveReport } from '../save-report.ts'

export interface ReportCommandOptions {
  readonly machine: string
  readonly out: string
  readonly from?: string
  readonly to?: string
  readonly pageSize?: 'A4' | 'LETTER'
  readonly include: ReportOptions['include']
  readonly pictures: number
  readonly by?: string
  readonly organisation?: string
}

/** `report --machine M --out FILE` */
export const report = (context: CliContext, options: ReportCommandOptions): Promise<ExitCode> =>
  withCore(context, async (client, open) => {
    const { machine } = await findMachine(client, options.machine)
    const names = {
      ...(options.by !== undefined && { engineer: options.by }),
      ...(options.organisation !== undefined && { organisation: options.organisation })
    }
    const settings =
      Object.keys(names).length > 0
        ? await client.call('settings.update', names)
        : await client.call('settings.get', {})
    const made = await saveReport(
      open,
      context,
      {
        machineId: machine.id,
        ...(options.from !== undefined && { from: options.from }),
        ...(options.to !== undefined && { to: options.to }),
        pageSize: options.pageSize ?? settings.pageSize,
        include: options.include,
        maxPictures: options.pictures
      },
      options.out
    )
    context.terminal.print(
      context.json ? JSON.stringify({ ...made, path: options.out }) : `${options.out}: ${made.pages} pages`
    )
    return EXIT.allDone
  })
