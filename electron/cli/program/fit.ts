import type { Command } from 'commander'
import { STORE_DETECTOR_IDS } from '../../contract/models.ts'
import type { FitOptions } from '../commands/fit.ts'
import type { Run } from '../run.ts'
import {
  budgetOption,
  detectorOption,
  examples,
  machineOption,
  parameterOption,
  seedOption
} from './options.ts'

/** `fit`: a new model of a machine. */
export const addFit = (program: Command, run: Run): void => {
  program
    .command('fit')
    .description(
      "learn from a machine's normal recordings; a new model is in use at once where it is of auto or the first of " +
        'the machine, else it waits beside the one in use'
    )
    .addOption(machineOption())
    .addOption(detectorOption(STORE_DETECTOR_IDS))
    .addOption(parameterOption())
    .addOption(budgetOption('longest time for training; without it, to the end'))
    .addOption(seedOption())
    .option('--use', 'use the new model at once, unless the check of a deeper fit speaks against it')
    .option('--note <text>', 'note on this version')
    .addHelpText(
      'after',
      examples([
        'earshot fit --machine "Fan 3" --note "after the bearing was replaced"',
        'earshot fit --machine "Fan 3" --detector deeper --time-budget 10'
      ])
    )
    .action((options: FitOptions, command: Command) =>
      run(command, async context => (await import('../commands/fit.ts')).fit(context, options))
    )
}
