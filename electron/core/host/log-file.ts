import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import pino from 'pino'
import type { CoreOptions } from '../core.ts'

const KEPT = 5
const LOG_NAME = /^earshot-.*\.log$/u

export interface LogFile {
  readonly write: CoreOptions['log']
  readonly path: string
}

/** An error as the log keeps it, with its stack and causes; other details as they are. */
const loggable = (details: unknown): object =>
  details instanceof Error ? { err: details } : details === undefined ? {} : { details }

/** The newest logs stay, the one to come included. */
const removeOldLogs = (folder: string): void => {
  const names = readdirSync(folder)
    .filter(name => LOG_NAME.test(name))
    .sort()
  for (const name of names.slice(0, Math.max(0, names.length - (KEPT - 1)))) rmSync(path.join(folder, name))
}

/**
 * One log file a start below `logs/` of the data folder; the last five are kept. The file is made with the first
 * line, so that a start that was refused (folder in use) leaves the running one's logs alone.
 */
export const openLogFile = (dataDir: string, now: Date = new Date()): LogFile => {
  const folder = path.join(dataDir, 'logs')
  const file = path.join(folder, `earshot-${now.toISOString().replaceAll(':', '')}-${process.pid}.log`)
  let logger: pino.Logger | undefined
  const open = (): pino.Logger => {
    mkdirSync(folder, { recursive: true })
    removeOldLogs(folder)
    return pino(
      { base: { pid: process.pid }, timestamp: pino.stdTimeFunctions.isoTime },
      pino.destination({ dest: file, sync: true })
    )
  }
  return {
    path: file,
    write: (level, message, details) => {
      logger ??= open()
      logger[level](loggable(details), message)
    }
  }
}
