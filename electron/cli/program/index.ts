import { Command } from 'commander'
import { appVersion } from '../../core/host/app-files.ts'
import type { Run } from '../run.ts'
import { someText } from '../values.ts'
import { addDcaseCommands } from './dcase.ts'
import { addDetect } from './detect.ts'
import { addFit } from './fit.ts'
import { addHostCommands } from './host.ts'
import { addImport } from './import.ts'
import { addMachine } from './machine.ts'
import { examples } from './options.ts'
import { addReport } from './report.ts'
import { addScore } from './score.ts'

/** The earshot command with all its commands. */
export const createProgram = (run: Run): Command => {
  const program = new Command('earshot')
    .description(
      'Watches machines by ear: learns from normal recordings, flags those that do not sound like them.'
    )
    .version(appVersion())
    .option('--data <dir>', "data folder (default EARSHOT_DATA_DIR, else the system's place)", someText)
    .option('--json', 'print JSON')
    .showHelpAfterError('(add --help for what there is)')
    .addHelpText(
      'after',
      `${examples([
        'earshot demo --out demo',
        'earshot detect --normal fan/normal --test fan/today',
        'earshot machine create "Fan 3" && earshot import --machine "Fan 3" --label normal recordings',
        'earshot fit --machine "Fan 3" && earshot report --machine "Fan 3" --out fan-3.pdf'
      ])}
Exit codes: 0 all done; 2 some files unreadable and named, the rest done; 1 nothing done; 64 wrong usage; 130 cancelled.`
    )
  addDetect(program, run)
  addMachine(program, run)
  addImport(program, run)
  addFit(program, run)
  addScore(program, run)
  addReport(program, run)
  addDcaseCommands(program, run)
  addHostCommands(program, run)
  return program
}
