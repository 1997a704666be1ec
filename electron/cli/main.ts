import type { Command } from 'commander'
import { CommanderError } from 'commander'
import type { GlobalOptions } from './context.ts'
import { AppError, toErrorBody } from '../contract/errors.ts'
import { createContext } from './context.ts'
import type { ExitCode } from './exit-code.ts'
import { EXIT, exitCodeOf } from './exit-code.ts'
import { createProgram } from './program/index.ts'
import type { Run } from './run.ts'
import type { Terminal } from './terminal.ts'

const exitOverrideAll = (command: Command, terminal: Terminal): void => {
  command.exitOverride()
  command.configureOutput({
    writeOut: text => terminal.print(text),
    writeErr: text => terminal.note(text.trimEnd())
  })
  for (const child of command.commands) exitOverrideAll(child, terminal)
}

/** Names the option that a wrong parameter was given by, and the detector that refused it. */
const messageOf = ({ message, details: { parameter, detector } }: AppError): string =>
  typeof parameter === 'string' && typeof detector === 'string'
    ? `error: option '--param ${parameter}' of ${detector}: ${message}`
    : message

/** A failure in words: what the person can act on, never a stack. */
const explain = (error: unknown, json: boolean, terminal: Terminal): AppError => {
  const known =
    error instanceof AppError
      ? error
      : error instanceof DOMException && error.name === 'AbortError'
        ? new AppError('cancelled', 'Cancelled')
        : new AppError(
            'internal',
            `Something unexpected failed: ${error instanceof Error ? error.message : String(error)}`
          )
  terminal.clearProgress()
  terminal.note(messageOf(known))
  if (json) terminal.print(JSON.stringify({ error: toErrorBody(known) }))
  return known
}

/** Runs a command line (without node and script) and answers its exit code. */
export const main = async (
  args: readonly string[],
  terminal: Terminal,
  signal: AbortSignal
): Promise<ExitCode> => {
  let code: ExitCode = EXIT.allDone
  const run: Run = async (command, action) => {
    const options = command.optsWithGlobals<GlobalOptions>()
    const context = createContext(options, terminal, signal)
    try {
      code = await action(context)
    } catch (error) {
      code = exitCodeOf(explain(error, context.json, terminal), signal.aborted)
    }
  }
  const program = createProgram(run)
  exitOverrideAll(program, terminal)
  try {
    await program.parseAsync([...args], { from: 'user' })
    return code
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    return error.exitCode === 0 ? EXIT.allDone : EXIT.wrongUsage
  }
}
