import { Option } from 'commander'
import type { Command } from 'commander'
import type { ReportCommandOptions } from '../commands/report.ts'
import type { Run } from '../run.ts'
import { instant, wholeNumber } from '../values.ts'
import { examples, machineOption, usageError } from './options.ts'

/** `report`: the PDF of a machine. */
export const addReport = (program: Command, run: Run): void => {
  program
    .command('report')
    .description('the PDF report of a machine')
    .addOption(machineOption())
    .requiredOption('--out <file>', 'where to write the PDF')
    .addOption(new Option('--from <day>', 'first day').argParser(instant('start')))
    .addOption(new Option('--to <day>', 'last day').argParser(instant('end')))
    .addOption(
      new Option('--page-size <size>', 'A4 or LETTER; by default as in the settings').choices([
        'A4',
        'LETTER'
      ])
    )
    .addOption(
      new Option('--include <which>', 'which findings')
        .choices(['all', 'confirmed', 'undecided'])
        .default('all')
    )
    .addOption(
      new Option('--pictures <n>', 'at most so many findings with pictures')
        .argParser(wholeNumber(0, 200))
        .default(20)
    )
    .option('--by <name>', 'your name, kept in the settings')
    .option('--organisation <name>', 'your organisation, kept in the settings')
    .addHelpText('after', examples(['earshot report --machine "Fan 3" --from 2026-09-01 --out fan-3.pdf']))
    .action((options: ReportCommandOptions, command: Command) => {
      const { from, to } = options
      if (from !== undefined && to !== undefined && from > to) {
        command.error("error: option '--from <day>' must not be later than option '--to <day>'.", usageError)
      }
      return run(command, async context => (await import('../commands/report.ts')).report(context, options))
    })
}
