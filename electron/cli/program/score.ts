import { Option } from 'commander'
import type { Command } from 'commander'
import type { ScoreOptions } from '../commands/score.ts'
import type { Run } from '../run.ts'
import { wholeNumber } from '../values.ts'
import { examples, machineOption } from './options.ts'

/** `score`: recordings by a machine's model. */
export const addScore = (program: Command, run: Run): void => {
  program
    .command('score')
    .argument(
      '[files...]',
      'files of this computer (imported first) or recordings of the machine; all by default'
    )
    .description("score recordings by a machine's model; prints CSV")
    .addOption(machineOption())
    .addOption(new Option('--model <n>', 'version; the one in use by default').argParser(wholeNumber(1)))
    .option('--out <file>', 'write the CSV there instead of standard output')
    .addHelpText(
      'after',
      `${examples([
        'earshot score --machine "Fan 3"',
        'earshot score --machine "Fan 3" --model 2 today/0815.wav'
      ])}
CSV: file, score, p_value, flagged, held_out (1: the model learned from it, the score is the held-out one).`
    )
    .action((names: string[], options: ScoreOptions, command: Command) =>
      run(command, async context => (await import('../commands/score.ts')).score(context, names, options))
    )
}
