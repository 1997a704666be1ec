import { Option } from 'commander'
import type { Command } from 'commander'
import type { ImportCommandOptions } from '../commands/import.ts'
import type { Run } from '../run.ts'
import { keyValue } from '../values.ts'
import { channelOption, clipOption, examples, labelOption, machineOption } from './options.ts'

/** `import`: recordings into a machine. */
export const addImport = (program: Command, run: Run): void => {
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
        (await import('../commands/import.ts')).importCommand(context, paths, options)
      )
    )
}
