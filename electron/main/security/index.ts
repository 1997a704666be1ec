import { mkdirSync } from 'node:fs'
import { app, crashReporter, dialog, session, shell } from 'electron'
import { guardAllContents } from './contents.ts'
import { secureSession } from './session.ts'
import type { Log } from '../log.ts'

export interface SecurityOptions {
  readonly log: Log
  /** Folder for dumps of crashed processes; they stay there. */
  readonly crashDir: string
  /** Developer tools exist outside packages only. */
  readonly mayDebug: boolean
}

const offerSite = async (address: string): Promise<void> => {
  const { response } = await dialog.showMessageBox({
    type: 'question',
    message: 'Open this address in the browser?',
    detail: address,
    buttons: ['Open', 'Cancel'],
    defaultId: 0,
    cancelId: 1
  })
  if (response === 0) await shell.openExternal(address)
}

/**
 * Secures the application; to be called before it is ready. Crash dumps that stay on this computer, guarded pages, and
 * sessions that reach neither network nor devices.
 */
export const secureApplication = ({ log, crashDir, mayDebug }: SecurityOptions): void => {
  // Behind a switch on Linux; only our own pages run here.
  if (process.platform === 'linux') app.commandLine.appendSwitch('enable-unsafe-webgpu')
  mkdirSync(crashDir, { recursive: true })
  app.setPath('crashDumps', crashDir)
  crashReporter.start({ uploadToServer: false, submitURL: '' })
  guardAllContents(app, {
    log,
    offerSite: address => {
      offerSite(address).catch((error: unknown) => log('error', 'address could not be opened', error))
    }
  })
  app.on('certificate-error', (event, _contents, _url, _error, _certificate, answer) => {
    event.preventDefault()
    answer(false)
  })
  app.on('select-client-certificate', event => event.preventDefault())
  app.on('login', event => event.preventDefault())
  void app.whenReady().then(() => secureSession(session.defaultSession, mayDebug, log))
}
