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

/**
 * The arguments of a start that are meant for the application. `appFolder` is the application's own folder where it
 * is not packaged: Electron's own options and that folder stand before them.
 */
export const ownArguments = (argv: readonly string[], cwd: string, appFolder: string | null): string[] => {
  const folder =
    appFolder === null ? 0 : argv.findLastIndex(argument => path.resolve(cwd, argument) === appFolder)
  return argv.slice(Math.max(0, folder) + 1)
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
