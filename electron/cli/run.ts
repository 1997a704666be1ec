import type { Command } from 'commander'
import type { CliContext } from './context.ts'
import type { ExitCode } from './exit-code.ts'

/** Runs one command with its context; what it needs is loaded only now, so that --help is instant. */
export type Run = (command: Command, action: (context: CliContext) => Promise<ExitCode>) => Promise<void>
