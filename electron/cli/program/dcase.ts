import { InvalidArgumentError, Option } from 'commander'
import type { Command } from 'commander'
import { DETECTOR_IDS } from '../../contract/models.ts'
import type { DetectorId } from '../../contract/models.ts'
import type { DcaseOptions } from '../commands/dcase.ts'
import type { EvaluateOptions } from '../commands/evaluate.ts'
import type { Run } from '../run.ts'
import { numberBetween, wholeNumber } from '../values.ts'
import { budgetOption, engineOption, examples, parameterOption } from './options.ts'

const MOST_SEEDS = 100

const names = (text: string): string[] => {
  const found = text.split(',').map(name => name.trim())
  if (found.some(name => name === '')) throw new InvalidArgumentError('It must be names with commas between.')
  return [...new Set(found)]
}

const isDetector = (name: string): name is DetectorId => (DETECTOR_IDS as readonly string[]).includes(name)

const detectors = (text: string): DetectorId[] =>
  names(text).map(name => {
    if (isDetector(name)) return name
    throw new InvalidArgumentError(`Allowed choices are ${DETECTOR_IDS.join(', ')}.`)
  })

const addEvaluate = (program: Command, run: Run): void => {
  program
    .command('evaluate')
    .description('official DCASE figures of result files: AUC, pAUC, precision, recall, F1, official score')
    .requiredOption('--scores <dir>', 'folder of anomaly_score_*.csv and decision_result_*.csv')
    .requiredOption(
      '--ground-truth <dir>',
      'folder of ground_truth_data/, ground_truth_domain/ and, for full names, ground_truth_attributes/'
    )
    .addOption(
      new Option(
        '--machines <names>',
        'judge these machine types alone, with commas; all of the ground truth by default'
      ).argParser(names)
    )
    .addHelpText(
      'after',
      examples([
        'earshot evaluate --scores results --ground-truth dcase2023_task2_evaluator',
        'earshot evaluate --scores results --ground-truth dcase2023_task2_evaluator --machines fan,pump',
        'earshot --json evaluate --scores results --ground-truth dcase2023_task2_evaluator'
      ])
    )
    .action((options: EvaluateOptions, command: Command) =>
      run(command, async context => (await import('../commands/evaluate.ts')).evaluate(context, options))
    )
}

/** The way round a rule of `--param`. */
const ONE_EACH =
  'Run each into a folder of its own in one folder, then "earshot dcase ablation --out <that folder>".'

/** Options that the program, this command and its subcommand share are taken by the outermost of them. */
const sharedOption = (command: Command, name: 'data' | 'out'): string => {
  const value: unknown = command.optsWithGlobals()[name]
  return typeof value === 'string'
    ? value
    : command.error(`error: required option '--${name} <dir>' not specified`)
}

const oneParameterOption = (): Option => {
  const option = parameterOption()
  option.description = `${option.description}; with a single --detector`
  return option
}

const addDcase = (program: Command, run: Run): void => {
  const dcase = program
    .command('dcase')
    .description(
      'run a detector over a DCASE Task 2 data set (2020 to 2026); writes the official result files'
    )
    .option('--data <dir>', 'folder of the data set: <machine>/train, <machine>/test')
    .addOption(
      new Option('--detector <ids>', `detector, or several with commas: ${DETECTOR_IDS.join(', ')}`)
        .argParser(detectors)
        .default(['auto'], 'auto')
    )
    .addOption(
      new Option('--machines <names>', 'machine types, with commas; all by default').argParser(names)
    )
    .addOption(
      new Option('--seeds <n>', 'runs with seeds 1 to n; figures get mean and spread')
        .argParser(wholeNumber(1, MOST_SEEDS))
        .default(1)
    )
    .option('--out <dir>', 'folder for result files, run.json and tables; goes on where it was interrupted')
    .addOption(oneParameterOption())
    .addOption(engineOption())
    .addOption(
      new Option('--channel <n>', 'channel to analyse, counted from 1')
        .argParser(wholeNumber(1, 32))
        .default(1)
    )
    .addOption(
      new Option(
        '--clip-seconds <s>',
        "length of the analysed clips; by default each machine's shortest recording"
      ).argParser(numberBetween(1, 60))
    )
    .option('--supplemental', 'also learn from clean machine recordings in supplemental/ (2025 and later)')
    .option('--ground-truth <dir>', 'ground truth of an evaluation set, as for "earshot evaluate"')
    .addOption(budgetOption('longest time of one training; none by default'))
    .option(
      '--cache <dir>',
      'folder for features that are kept between runs; by default cache/ in the results'
    )
    .option('--again', 'make results again that are there already')
    .addHelpText(
      'after',
      `${examples([
        'earshot dcase --data dcase2023/dev_data --detector twfr-gmm --out results',
        'earshot dcase --data dcase2023/dev_data --detector auto,twfr-gmm --seeds 4 --out results',
        'earshot dcase ablation --out results'
      ])}
With several detectors each has a folder of its own in --out, and an ablation is written beside them.
--param goes with a single --detector. To compare several with parameters, run each into a folder of its own:

  earshot dcase --data dev_data --detector auto --out all/auto
  earshot dcase --data dev_data --detector twfr-gmm --param decay=0.9 --out all/twfr-gmm-0.9
  earshot dcase ablation --out all
`
    )
    .action((options: DcaseOptions, command: Command) => {
      const [data, out] = [sharedOption(command, 'data'), sharedOption(command, 'out')]
      if (options.detector.length > 1 && Object.keys(options.param).length > 0) {
        command.error(`error: --param goes with a single --detector. ${ONE_EACH}`)
      }
      return run(command, async context =>
        (await import('../commands/dcase.ts')).dcase(context, { ...options, data, out })
      )
    })
  dcase
    .command('ablation')
    .description(
      'systems by machines as Markdown, CSV and picture, out of the results in the folders of --out'
    )
    .action((_options: object, command: Command) => {
      const out = sharedOption(command, 'out')
      return run(command, async context =>
        (await import('../commands/dcase-ablation.ts')).ablation(context, { out })
      )
    })
}

/** The commands of the DCASE bench: `dcase`, `evaluate` and `detectors`. */
export const addDcaseCommands = (program: Command, run: Run): void => {
  addDcase(program, run)
  addEvaluate(program, run)
  program
    .command('detectors')
    .description('every detector with its parameters, their defaults and where those come from')
    .action((_options: object, command: Command) =>
      run(command, async context => (await import('../commands/detectors.ts')).detectors(context))
    )
}
