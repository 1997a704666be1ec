import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { app, dialog, session } from 'electron'
import { appVersion, rendererDir } from '../core/host/app-files.ts'
import { dataDirFor, makeDataFolder } from '../core/host/data-dir.ts'
import { openLogFile } from '../core/host/log-file.ts'
import type { LogFile } from '../core/host/log-file.ts'
import { openCore } from '../core/host/open-core.ts'
import { openEngineWindow, visibleWindows } from './compute/engine-window.ts'
import { forkUtility } from './compute/utility-child.ts'
import { createConduct } from './conduct/index.ts'
import { dataDirArgument } from './data-dir-argument.ts'
import { createDesktopVerbs } from './desktop-bridge.ts'
import { createOpenRequests } from './instance/open-requests.ts'
import type { OpenRequests } from './instance/open-requests.ts'
import { claimSingleInstance } from './instance/single-instance.ts'
import { answerBridge } from './ipc/index.ts'
import { servePages } from './protocol/index.ts'
import { registerAppScheme } from './protocol/scheme.ts'
import { secureApplication } from './security/index.ts'
import { APP_ORIGIN } from './security/origin.ts'
import { failToStart, logUncaught } from './shell/failures.ts'
import { createPageRecovery } from './shell/page-recovery.ts'
import { quitInOrder } from './shell/quitting.ts'
import { openStateFile } from './state/state-file.ts'
import { createMainWindow } from './window/main-window.ts'

const preload = path.join(path.dirname(fileURLToPath(import.meta.url)), 'preload.cjs')

/** Developer tools exist outside packages only. */
const mayDebug = !app.isPackaged

/** From the start of this process, whatever came before its first script included. */
const sinceStartMs = (): number => Math.round(Date.now() - (process.getCreationTime() ?? Date.now()))

/** Opens the core and everything around it, then the window. */
const open = async (
  dataDir: string,
  desktopDir: string,
  requests: OpenRequests,
  log: LogFile
): Promise<void> => {
  const { core, close } = await openCore(dataDir, { fork: forkUtility, openWindow: openEngineWindow, log })
  logUncaught(app, log.write)
  const state = openStateFile(path.join(desktopDir, 'state.json'), log.write)
  const windows = visibleWindows
  const quitting = quitInOrder({ app, dialog, client: core.client, log: log.write, windows, close })
  const recovery = createPageRecovery({ dialog, log: log.write, quit: () => app.quit() })
  const conduct = await createConduct({
    core,
    dataDir,
    appVersion: appVersion(),
    licenceFolders: [process.resourcesPath, app.getAppPath()],
    log: log.write,
    state,
    requests,
    window: () => windows()[0] ?? null
  })
  const verbs = createDesktopVerbs({
    ...conduct.handlers,
    'page.wasRestored': (_input, page) => recovery.takeRestored(page)
  })
  servePages(session.defaultSession, { core, rendererDir: rendererDir(), log: log.write })
  answerBridge({ core, verbs, log: log.write, pages: () => windows().map(({ webContents }) => webContents) })

  const openWindow = async (): Promise<void> => {
    const window = createMainWindow({ state, preload, mayDebug })
    quitting.guard(window)
    recovery.watch(window)
    conduct.attach(window)
    window.once('show', () => log.write('info', 'window shown', { afterMs: sinceStartMs() }))
    // A page that stops while it loads is opened again; the window stays either way.
    await window
      .loadURL(`${APP_ORIGIN}/`)
      .catch((error: unknown) => log.write('error', 'The page could not be loaded', error))
  }
  app.on('activate', () => {
    if (windows().length === 0) void openWindow()
  })
  log.write('info', 'started', { dataDir, electron: process.versions['electron'] })
  await openWindow()
}

/** The composition root of the desktop: one core in this process, its pages, its compute processes. */
export const startDesktop = async (): Promise<void> => {
  const dataDir = dataDirFor(dataDirArgument(process.argv))
  const desktopDir = path.join(dataDir, 'desktop')
  const log = openLogFile(dataDir)
  try {
    makeDataFolder(dataDir)
    // Chromium's own files lie with the data: a data folder has one window, two of them do not meet.
    app.setPath('userData', desktopDir)
    const requests = createOpenRequests()
    if (!claimSingleInstance(requests.take)) {
      app.quit()
      return
    }
    registerAppScheme()
    secureApplication({ log: log.write, crashDir: path.join(dataDir, 'logs', 'crashes'), mayDebug })
    await app.whenReady()
    await open(dataDir, desktopDir, requests, log)
  } catch (error) {
    await failToStart(error, app, dialog, log.write)
  }
}
