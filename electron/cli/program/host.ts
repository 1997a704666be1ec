import { Option } from 'commander'
import type { Command } from 'commander'
import { DEFAULT_PORT } from '../../server/options.ts'
import type { DemoOptions } from '../commands/demo.ts'
import type { DoctorOptions } from '../commands/doctor.ts'
import type { ServeCommandOptions } from '../commands/serve.ts'
import type { Run } from '../run.ts'
import { wholeNumber } from '../values.ts'
import { engineOption, examples } from './options.ts'

/** `serve`, `doctor` and `demo`: this computer and what it can. */
export const addHostCommands = (program: Command, run: Run): void => {
  program
    .command('serve')
    .description('serve the application in the browser, on this computer only')
    .addOption(
      new Option('--port <n>', 'port to try first').argParser(wholeNumber(0, 65_535)).default(DEFAULT_PORT)
    )
    .option('--open', 'open the browser')
    .option('--print-json', 'print one line of JSON instead of a sentence')
    .action((options: ServeCommandOptions, command: Command) =>
      run(command, async context => (await import('../commands/serve.ts')).serveCommand(context, options))
    )
  program
    .command('doctor')
    .description('measure every learning engine: which one is in use, how fast, and why not a better one')
    .addOption(engineOption())
    .addHelpText('after', '\nExit code: 0 where an engine works, 1 where none does.')
    .action((options: DoctorOptions, command: Command) =>
      run(command, async context => (await import('../commands/doctor.ts')).doctor(context, options))
    )
  program
    .command('demo')
    .description('synthesise a fan with faults, learn, score and report; under a minute')
    .requiredOption('--out <dir>', 'folder for recordings, scores.csv, report.pdf and table.md')
    .addHelpText('after', examples(['earshot demo --out demo']))
    .action((options: DemoOptions, command: Command) =>
      run(command, async context => (await import('../commands/demo.ts')).demo(context, options))
    )
}
