import type { ChildExit } from '../../core/compute-host/index.ts'

/** What the system reports for a process that a signal ended (waitpid); no exit code of a compute process. */
const SIGNALS: Readonly<Record<number, NodeJS.Signals>> = {
  4: 'SIGILL',
  6: 'SIGABRT',
  7: 'SIGBUS',
  8: 'SIGFPE',
  9: 'SIGKILL',
  11: 'SIGSEGV',
  15: 'SIGTERM'
}

/** How a process ended, from the code that Chromium reports. */
export const exitOf = (code: number): ChildExit => {
  const signal = process.platform === 'win32' ? undefined : SIGNALS[code]
  return signal === undefined ? { code, signal: null } : { code: null, signal }
}
