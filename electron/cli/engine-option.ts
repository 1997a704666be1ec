import { Option } from 'commander'
import { ENGINE_CHOICES } from '../contract/engines.ts'

/** `--engine`: the learning engine to use; EARSHOT_ENGINE says the same for every command. */
export const engineOption = (): Option =>
  new Option('--engine <id>', 'learning engine; by default the best that works')
    .choices(ENGINE_CHOICES)
    .env('EARSHOT_ENGINE')
    .default('automatic')
