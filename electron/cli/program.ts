import { Argument, Command, Option } from 'commander'
import { LABELS } from '../contract/common.ts'
import { DETECTOR_IDS, STORE_DETECTOR_IDS } from '../contract/models.ts'
import { appVersion } from '../core/host/app-files.ts'
import { DEFAULT_PORT } from '../server/options.ts'
import type { DemoOptions } from './commands/demo.ts'
import type { DetectOptions } from './commands/detect.ts'
import type { DoctorOptions } from './commands/doctor.ts'
import type { FitOptions } from './commands/fit.ts'
import type { ImportMachineOptions } from './commands/exchange.ts'
import type { ImportCommandOptions } from './commands/import.ts'
import type { MachineOptions } from './commands/machine.ts'
import type { ReportCommandOptions } from './commands/report.ts'
import type { ScoreOptions } from './commands/score.ts'
import type { ServeCommandOptions } from './commands/serve.ts'
import { addDcaseCommands } from './dcase/commands.ts'
import { parameterOption } from './dcase/parameter-option.ts'
import { engineOption } from './engine-option.ts'
import type { Run } from './run.ts'
import { alarmRule, instant, keyValue, numberBetween, someText, wholeNumber } from './values.ts'

const channelOption = (): Option =>
  new Option('--channel <n>', 'channel of the recordings to analyse, counted from 1').argParser(
    wholeNumber(1, 32)
  )
const clipOption = (): Option =>
  new Option(
    '--clip-seconds <s>',
    'length of the analysed clips; by default proposed from the normals'
  ).argParser(numberBetween(1, 60))
const machineOption = (): Option =>
  new Option('--machine <m>', 'name or id of the machine').makeOptionMandatory()
const detectorOption = (ids: readonly string[]): Option =>
  new Option('--detector <id>', 'detector').choices(ids).default('auto')
const labelOption = (): Option =>
  new Option('--label <label>', 'label for all files, over what their names say').choices([...LABELS])

const examples = (lines: readonly string[]): string =>
  `\nExamples:\n${lines.map(line => `  ${line}`).join('\n')}\n`

const addDetect = (program: Command, run: Run): void => {
  program
    .command('detect')
    .description(
      'learn from one folder of normal recordings and score another; prints CSV and leaves nothing behind'
    )
    .requiredOption('--normal <dir>', 'folder of normal recordings')
    .requiredOption('--test <dir>', 'folder of recordings to score')
    .addOption(detectorOption(DETECTOR_IDS))
    .addOption(parameterOption())
    .addOption(
      new Option('--time-budget <minutes>', 'longest time for training, where the detector trains')
        .argParser(numberBetween(0.01, 1e5))
        .default(5)
    )
    .addOption(engineOption())
    .option('--ignore-level', 'overall loudness does not count as evidence')
    .addOption(channelOption().default(1))
    .addOption(clipOption())
    .addOption(
      new Option('--seed <n>', 'seed of everything random').argParser(wholeNumber(0, 2 ** 31 - 1)).default(1)
    )
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
    .action((options: DetectOptions, command: Command) =>
      run(command, async context => (await import('./commands/detect.ts')).detect(context, options))
    )
}

const withMachineFields = (command: Command): Command =>
  command
    .option('--kind <text>', 'kind of machine, for example "axial fan"')
    .option('--site <text>', 'site')
    .option('--line <text>', 'line')
    .option('--speed <text>', 'nominal speed')
    .option('--notes <text>', 'notes')
    .option('--time-zone <zone>', 'time zone of its recordings, for example Europe/Berlin')
    .addOption(clipOption())
    .addOption(channelOption())
    .option('--ignore-level', 'overall loudness does not count as evidence')
    .option('--no-ignore-level', 'overall loudness counts as evidence')
    .addOption(
      new Option('--alarm <k/m>', 'alarm from k flagged of the last m recordings').argParser(alarmRule)
    )

const addMachine = (program: Command, run: Run): void => {
  const machine = program
    .command('machine')
    .description('list, make, change, export, import and remove machines; label their recordings')
    .addHelpText(
      'after',
      examples([
        'earshot machine create "Fan 3" --site Halle --time-zone Europe/Berlin',
        'earshot machine list --json',
        'earshot machine label "Fan 3" normal 2026-09-01_0815.wav',
        'earshot machine export "Fan 3" fan-3.earshot && earshot machine import fan-3.earshot --data elsewhere'
      ])
    )
  const load = () => import('./commands/machine.ts')
  machine
    .command('list')
    .description('all machines with their state')
    .action((_options, command: Command) =>
      run(command, async context => (await load()).listMachines(context))
    )
  withMachineFields(
    machine
      .command('create')
      .argument('<name>', 'its name', someText)
      .description('make a machine; prints its id')
  ).action((name: string, options: MachineOptions, command: Command) =>
    run(command, async context => (await load()).createMachine(context, name, options))
  )
  machine
    .command('show')
    .argument('<machine>', 'name or id')
    .description('one machine with its models')
    .action((name: string, _options, command: Command) =>
      run(command, async context => (await load()).showMachine(context, name))
    )
  withMachineFields(
    machine.command('set').argument('<machine>', 'name or id').description('change a machine')
  )
    .option('--name <text>', 'new name', someText)
    .addOption(
      new Option(
        '--threshold <score>',
        'flag from this score on; "fitted" takes the fitted one again'
      ).argParser(text => (text === 'fitted' ? 'fitted' : numberBetween(-1e6, 1e6)(text)))
    )
    .action((name: string, options: object, command: Command) => {
      if (Object.keys(options).length === 0) command.error('error: name what to change')
      return run(command, async context => (await load()).setMachine(context, name, options))
    })
  machine
    .command('remove')
    .argument('<machine>', 'name or id')
    .option('--yes', 'do not ask')
    .description('remove a machine with its recordings, models and findings')
    .action((name: string, options: { yes?: boolean }, command: Command) => {
      const canAsk = process.stdin.isTTY && process.stderr.isTTY
      if (options.yes !== true && !canAsk) command.error('error: removing cannot be undone; add --yes')
      return run(command, async context => (await load()).removeMachine(context, name, options))
    })
  const exchange = () => import('./commands/exchange.ts')
  machine
    .command('export')
    .argument('<machine>', 'name or id')
    .argument('<file>', 'where to write it; in a folder it is named after the machine and the day', someText)
    .description('write a machine with its recordings, models and verdicts into one .earshot file')
    .action((name: string, file: string, _options, command: Command) =>
      run(command, async context => (await exchange()).exportMachine(context, name, file))
    )
  machine
    .command('import')
    .argument('<file>', 'a .earshot file', someText)
    .option('--plan', 'show what is in it and bring nothing in')
    .description('bring an exported machine in, as a whole or not at all; prints its name and id')
    .action((file: string, options: ImportMachineOptions, command: Command) =>
      run(command, async context => (await exchange()).importMachine(context, file, options))
    )
  machine
    .command('label')
    .argument('<machine>', 'name or id')
    .addArgument(new Argument('<label>').choices([...LABELS]))
    .argument('[recordings...]', 'file names or ids of recordings')
    .option('--all', 'all recordings of the machine')
    .description('say what recordings are')
    .action(
      (name: string, label: 'normal', names: string[], options: { all?: boolean }, command: Command) => {
        if (names.length === 0 && options.all !== true) command.error('error: name recordings, or add --all')
        return run(command, async context =>
          (await load()).labelRecordings(context, name, label, names, options)
        )
      }
    )
}

const addImport = (program: Command, run: Run): void => {
  program
    .command('import')
    .argument('<paths...>', 'folders and audio files')
    .description('bring recordings into a machine; they are scored where it has a model')
    .addOption(machineOption())
    .option('--create', 'make the machine where there is none of that name')
    .addOption(labelOption())
    .addOption(
      new Option('--attribute <name=value>', 'operating condition; may be repeated').argParser(keyValue)
    )
    .addOption(channelOption())
    .addOption(clipOption())
    .option('--plan', 'only show what would come in')
    .addHelpText(
      'after',
      examples([
        'earshot import --machine "Fan 3" --create --label normal recordings/2026-09',
        'earshot import --machine "Fan 3" --attribute speed=1450 today/*.wav'
      ])
    )
    .action((paths: string[], options: ImportCommandOptions, command: Command) =>
      run(command, async context =>
        (await import('./commands/import.ts')).importCommand(context, paths, options)
      )
    )
}

const addModelCommands = (program: Command, run: Run): void => {
  program
    .command('fit')
    .description(
      "learn from a machine's normal recordings; a new model of auto is in use from then on, one of another detector " +
        'waits beside it'
    )
    .addOption(machineOption())
    .addOption(detectorOption(STORE_DETECTOR_IDS))
    .addOption(parameterOption())
    .addOption(
      new Option('--time-budget <minutes>', 'longest time for training; without it, to the end').argParser(
        numberBetween(0.01, 1e5)
      )
    )
    .addOption(
      new Option('--seed <n>', 'seed of everything random').argParser(wholeNumber(0, 2 ** 31 - 1)).default(1)
    )
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
      run(command, async context => (await import('./commands/fit.ts')).fit(context, options))
    )
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
      run(command, async context => (await import('./commands/score.ts')).score(context, names, options))
    )
}

const addReport = (program: Command, run: Run): void => {
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
    .action((options: ReportCommandOptions, command: Command) =>
      run(command, async context => (await import('./commands/report.ts')).report(context, options))
    )
}

const addHostCommands = (program: Command, run: Run): void => {
  program
    .command('serve')
    .description('serve the application in the browser, on this computer only')
    .addOption(
      new Option('--port <n>', 'port to try first').argParser(wholeNumber(0, 65_535)).default(DEFAULT_PORT)
    )
    .option('--open', 'open the browser')
    .option('--print-json', 'print one line of JSON instead of a sentence')
    .action((options: ServeCommandOptions, command: Command) =>
      run(command, async context => (await import('./commands/serve.ts')).serveCommand(context, options))
    )
  program
    .command('doctor')
    .description('measure every learning engine: which one is in use, how fast, and why not a better one')
    .addOption(engineOption())
    .addHelpText('after', '\nExit code: 0 where an engine works, 1 where none does.')
    .action((options: DoctorOptions, command: Command) =>
      run(command, async context => (await import('./commands/doctor.ts')).doctor(context, options))
    )
  program
    .command('demo')
    .description('synthesise a fan with faults, learn, score and report; under a minute')
    .requiredOption('--out <dir>', 'folder for recordings, scores.csv, report.pdf and table.md')
    .addHelpText('after', examples(['earshot demo --out demo']))
    .action((options: DemoOptions, command: Command) =>
      run(command, async context => (await import('./commands/demo.ts')).demo(context, options))
    )
}

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
  addModelCommands(program, run)
  addReport(program, run)
  addDcaseCommands(program, run)
  addHostCommands(program, run)
  return program
}
