import { Argument, Option } from 'commander'
import type { Command } from 'commander'
import { LABELS } from '../../contract/common.ts'
import type { ImportMachineOptions } from '../commands/exchange.ts'
import type { MachineOptions } from '../commands/machine.ts'
import type { Run } from '../run.ts'
import { alarmRule, numberBetween, someText } from '../values.ts'
import { channelOption, clipOption, examples } from './options.ts'

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

/** `machine` with its commands. */
export const addMachine = (program: Command, run: Run): void => {
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
  const load = () => import('../commands/machine.ts')
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
  const exchange = () => import('../commands/exchange.ts')
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
