import type { AppError } from '../contract/errors.ts'

/** What the command tells its caller (sysexits' EX_USAGE for wrong usage; 128 + 2 for SIGINT). */
export const EXIT = { allDone: 0, nothingDone: 1, someFailed: 2, wrongUsage: 64, interrupted: 130 } as const
export type ExitCode = (typeof EXIT)[keyof typeof EXIT]

/** Code by what was done and what could not be: some of each is 2. */
export const exitCodeFor = (done: number, failed: number): ExitCode =>
  failed === 0 ? EXIT.allDone : done === 0 ? EXIT.nothingDone : EXIT.someFailed

/** The code of a command that ended with this error. */
export const exitCodeOf = (
  { code, details }: Pick<AppError, 'code' | 'details'>,
  isInterrupted: boolean
): ExitCode => {
  if (code === 'cancelled' && isInterrupted) return EXIT.interrupted
  return details['parameter'] === undefined ? EXIT.nothingDone : EXIT.wrongUsage
}
