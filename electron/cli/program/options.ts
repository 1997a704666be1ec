import { Option } from 'commander'
import { LABELS } from '../../contract/common.ts'
import { ENGINE_CHOICES } from '../../contract/engines.ts'
import { EXIT } from '../exit-code.ts'
import { keyValue, numberBetween, wholeNumber } from '../values.ts'

/** `--machine`, which a command on one machine needs. */
export const machineOption = (): Option =>
  new Option('--machine <m>', 'name or id of the machine').makeOptionMandatory()

/** `--channel`, counted from 1. */
export const channelOption = (): Option =>
  new Option('--channel <n>', 'channel of the recordings to analyse, counted from 1').argParser(
    wholeNumber(1, 32)
  )

/** `--clip-seconds`. */
export const clipOption = (): Option =>
  new Option(
    '--clip-seconds <s>',
    'length of the analysed clips; by default proposed from the normals'
  ).argParser(numberBetween(1, 60))

/** `--label`, for everything that comes in. */
export const labelOption = (): Option =>
  new Option('--label <label>', 'label for all files, over what their names say').choices([...LABELS])

/** `--detector`, one of those that the command can use. */
export const detectorOption = (ids: readonly string[]): Option =>
  new Option('--detector <id>', 'detector').choices(ids).default('auto')

/** `--param name=value`, as often as wanted; names and values are checked by the detector. */
export const parameterOption = (): Option =>
  new Option('--param <name=value>', 'parameter of the detector (see: earshot detectors); may be repeated')
    .argParser(keyValue)
    .default({}, 'those of its paper')

/** `--seed`. */
export const seedOption = (): Option =>
  new Option('--seed <n>', 'seed of everything random').argParser(wholeNumber(0, 2 ** 31 - 1)).default(1)

/** `--time-budget`, in minutes. */
export const budgetOption = (description: string): Option =>
  new Option('--time-budget <minutes>', description).argParser(numberBetween(0.01, 1e5))

/** `--engine`: the learning engine to use; EARSHOT_ENGINE says the same for every command. */
export const engineOption = (): Option =>
  new Option('--engine <id>', 'learning engine; by default the best that works')
    .choices(ENGINE_CHOICES)
    .env('EARSHOT_ENGINE')
    .default('automatic')

/** How commander ends a command whose options are right one by one and wrong together. */
export const usageError = { exitCode: EXIT.wrongUsage } as const

/** Command lines to start from, at the end of a command's help. */
export const examples = (lines: readonly string[]): string =>
  `\nExamples:\n${lines.map(line => `  ${line}`).join('\n')}\n`
