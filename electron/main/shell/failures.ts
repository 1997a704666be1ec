import type { App, Dialog } from 'electron'
import { AppError } from '../../contract/errors.ts'
import type { Log } from '../log.ts'

/** Says why Earshot cannot start, in a dialog of the system, and ends it. */
export const failToStart = async (error: unknown, app: App, dialog: Dialog, log: Log): Promise<void> => {
  const isKnown = error instanceof AppError
  // A folder that another Earshot holds, or that cannot be written to, takes no log of this one.
  if (!isKnown) log('error', 'The start failed', error)
  await app.whenReady()
  await dialog.showMessageBox({
    type: 'error',
    message: 'Earshot cannot start',
    detail: isKnown ? error.message : 'Something unexpected failed; the log file has the details.',
    buttons: ['Quit']
  })
  app.exit(1)
}

/** What nobody caught goes to the log; the application stays, as jobs and pages have their own ends. */
export const logUncaught = (app: App, log: Log): void => {
  process.on('uncaughtException', error => log('error', 'An error was not caught', error))
  process.on('unhandledRejection', reason => log('error', 'A rejection was not handled', reason))
  app.on('child-process-gone', (_event, details) => {
    // Compute processes are Utility: their host tells what became of them.
    if (details.type !== 'Utility') log('warn', 'A process of Chromium ended', details)
  })
}
