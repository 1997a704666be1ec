import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, dialog, session, webContents, type BrowserWindow } from 'electron'
import { AppError } from '../contract/errors.ts'
import { appVersion, rendererDir } from '../core/host/app-files.ts'
import { dataDirFor } from '../core/host/data-dir.ts'
import { openLogFile } from '../core/host/log-file.ts'
import { openCore } from '../core/host/open-core.ts'
import { forkUtility } from './compute/utility-child.ts'
import { createConduct } from './conduct/index.ts'
import { dataDirArgument } from './data-dir-argument.ts'
import { createDesktopVerbs } from './desktop-bridge.ts'
import { createOpenRequests } from './instance/open-requests.ts'
import { claimSingleInstance } from './instance/single-instance.ts'
import { answerBridge } from './ipc/index.ts'
import { servePages } from './protocol/index.ts'
import { registerAppScheme } from './protocol/scheme.ts'
import { secureApplication } from './security/index.ts'
import { APP_ORIGIN } from './security/origin.ts'
import { openStateFile } from './state/state-file.ts'
import { createMainWindow } from './window/main-window.ts'

const preload = (): string => path.join(path.dirname(fileURLToPath(import.meta.url)), 'preload.cjs')

/** The composition root of the desktop: one core in this process, its pages, its compute processes. */
export const startDesktop = async (): Promise<void> => {
  const dataDir = dataDirFor(dataDirArgument(process.argv))
  const log = openLogFile(dataDir)
  app.setPath('userData', path.join(dataDir, 'desktop'))
  const requests = createOpenRequests()
  if (!claimSingleInstance(requests.take)) {
    app.quit()
    return
  }
  const mayDebug = !app.isPackaged
  registerAppScheme()
  secureApplication({ log: log.write, crashDir: path.join(dataDir, 'logs', 'crashes'), mayDebug })
  await app.whenReady()
  try {
    const open = await openCore(dataDir, { fork: forkUtility, log })
    const { core } = open
    servePages(session.defaultSession, { core, rendererDir: rendererDir(), log: log.write })
    const state = openStateFile(path.join(dataDir, 'desktop', 'state.json'), log.write)
    let window: BrowserWindow | null = null
    const conduct = await createConduct({
      core,
      dataDir,
      appVersion: appVersion(),
      licenceFolders: [process.resourcesPath, app.getAppPath()],
      log: log.write,
      state,
      requests,
      window: () => window
    })
    const verbs = createDesktopVerbs({ 'page.wasRestored': () => false, ...conduct.handlers })
    answerBridge({ core, verbs, log: log.write, pages: () => webContents.getAllWebContents() })
    window = createMainWindow({ state, preload: preload(), mayDebug })
    window.once('closed', () => {
      window = null
    })
    conduct.attach(window)
    await window.loadURL(`${APP_ORIGIN}/`)
    app.once('before-quit', event => {
      event.preventDefault()
      void open.close().finally(() => app.exit(0))
    })
  } catch (error) {
    const reason = error instanceof AppError ? error.message : String(error)
    log.write('error', 'the start failed', error)
    await dialog.showMessageBox({ type: 'error', message: 'Earshot cannot start', detail: reason })
    app.exit(1)
  }
}
