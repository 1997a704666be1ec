import type { CoreOptions } from '../core/core.ts'

/** Writes one line to the log file of this start. */
export type Log = CoreOptions['log']
