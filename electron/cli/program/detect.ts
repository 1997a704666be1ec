import type { Command } from 'commander'
import { DETECTOR_IDS } from '../../contract/models.ts'
import type { DetectOptions } from '../commands/detect.ts'
import type { Run } from '../run.ts'
import {
  budgetOption,
  channelOption,
  clipOption,
  detectorOption,
  engineOption,
  examples,
  parameterOption,
  seedOption,
  usageError
} from './options.ts'

/** `detect`: two folders in, scores out, nothing kept. */
export const addDetect = (program: Command, run: Run): void => {
  program
    .command('detect')
    .description(
      'learn from one folder of normal recordings and score another; prints CSV and leaves nothing behind'
    )
    .requiredOption('--normal <dir>', 'folder of normal recordings')
    .requiredOption('--test <dir>', 'folder of recordings to score')
    .addOption(detectorOption(DETECTOR_IDS))
    .addOption(parameterOption())
    .addOption(budgetOption('longest time for training, where the detector trains').default(5))
    .addOption(engineOption())
    .option('--ignore-level', 'overall loudness does not count as evidence')
    .addOption(channelOption().default(1))
    .addOption(clipOption())
    .addOption(seedOption())
    .option('--out <file>', 'write the CSV there instead of standard output')
    .addHelpText(
      'after',
      `${examples([
        'earshot detect --normal fan/normal --test fan/today',
        'earshot detect --normal n --test t --ignore-level --out scores.csv',
        'earshot detect --normal n --test t --detector twfr-gmm --param decay=0.9'
      ])}
CSV: file (relative to the test folder), score (higher is less normal), p_value, flagged (1 or 0).
A recording of several clips has its highest. Exit code 2: some files could not be scored and are named.`
    )
    .action((options: DetectOptions, command: Command) => {
      if (options.ignoreLevel === true && options.detector !== 'auto') {
        command.error(
          `error: option '--ignore-level' does not go with ${options.detector}: only auto has a way to ignore the level.`,
          usageError
        )
      }
      return run(command, async context => (await import('../commands/detect.ts')).detect(context, options))
    })
}
