import type { Command } from 'commander'
import type { EvaluateOptions } from '../commands/evaluate.ts'
import type { Run } from '../run.ts'

/** The commands of the DCASE bench: `evaluate`. */
export const addDcaseCommands = (program: Command, run: Run): void => {
  program
    .command('evaluate')
    .description('official DCASE figures of result files: AUC, pAUC, precision, recall, F1, official score')
    .requiredOption('--scores <dir>', 'folder of anomaly_score_*.csv and decision_result_*.csv')
    .requiredOption(
      '--ground-truth <dir>',
      'folder of ground_truth_data/, ground_truth_domain/ and, for full names, ground_truth_attributes/'
    )
    .addHelpText(
      'after',
      `
Examples:
  earshot evaluate --scores results --ground-truth dcase2023_task2_evaluator
  earshot --json evaluate --scores results --ground-truth dcase2023_task2_evaluator
`
    )
    .action((options: EvaluateOptions, command: Command) =>
      run(command, async context => (await import('../commands/evaluate.ts')).evaluate(context, options))
    )
}
