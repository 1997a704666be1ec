import path from 'node:path'
import { fileURLToPath } from 'node:url'

/** What a person (or the file manager) asked for when the application was started. */
export interface StartRequest {
  /** Absolute paths of files and folders to open. */
  readonly paths: readonly string[]
  /** Machine to show, from the jump list. */
  readonly machineId: string | null
}

export const MACHINE_OPTION = '--machine='
/** Options whose value is the next argument. */
const WITH_VALUE: ReadonlySet<string> = new Set(['--data-dir'])

/** The arguments of a start without the program, and without the application's folder where that is one. */
export const ownArguments = (argv: readonly string[], isPackaged: boolean): string[] => {
  const args = argv.slice(1)
  const folder = isPackaged ? -1 : args.findIndex(argument => !argument.startsWith('-'))
  return args.filter((_argument, index) => index !== folder)
}

/** File managers pass either paths or file addresses. */
const pathOf = (argument: string, cwd: string): string =>
  argument.startsWith('file://') ? fileURLToPath(argument) : path.resolve(cwd, argument)

/**
 * Reads the arguments of a start. Everything that begins with a dash is a switch, of ours or of Chromium; the rest
 * are paths, relative to `cwd`. After `--` everything is a path.
 */
export const readArguments = (args: readonly string[], cwd: string): StartRequest => {
  const end = args.indexOf('--')
  const before = end < 0 ? args : args.slice(0, end)
  const machine = before.find(argument => argument.startsWith(MACHINE_OPTION))
  const plain = before.filter(
    (argument, index) => !argument.startsWith('-') && !WITH_VALUE.has(before[index - 1] ?? '')
  )
  const literal = end < 0 ? [] : args.slice(end + 1)
  return {
    paths: [...plain, ...literal].filter(argument => argument !== '').map(argument => pathOf(argument, cwd)),
    machineId: machine === undefined ? null : machine.slice(MACHINE_OPTION.length) || null
  }
}
