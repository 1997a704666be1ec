import path from 'node:path'
import { app, powerSaveBlocker, session, shell, type BrowserWindow } from 'electron'
import type { CommandId } from '../../contract/commands.ts'
import { CHANNELS } from '../../contract/desktop-bridge.ts'
import type { DesktopEventName, DesktopEventPayload, Shown } from '../../contract/desktop.ts'
import type { Core } from '../../core/core.ts'
import type { DesktopHandlers } from '../desktop-bridge.ts'
import { createDialogs } from '../files/dialogs.ts'
import { saveDownloads } from '../files/downloads.ts'
import type { StartRequest } from '../instance/arguments.ts'
import type { OpenRequests } from '../instance/open-requests.ts'
import { createAttention } from '../jobs/attention.ts'
import { createNotify } from '../jobs/notify.ts'
import type { Log } from '../log.ts'
import { createAppMenu } from '../menu/app-menu.ts'
import { NOTHING_SHOWN } from '../menu/menu-template.ts'
import type { StateFile } from '../state/state-file.ts'
import { FEED_FILE } from '../updates/feed.ts'
import { bringToFront, followTheme } from '../window/main-window.ts'
import { zoomed } from '../window/zoom.ts'
import { showAbout } from './about.ts'
import { readLicences } from './licences.ts'
import { lookForUpdates } from './look-for-updates.ts'
import { createRecents } from './recents.ts'

/** As in electron-builder.yml: Windows shows notifications of known applications only. */
const APPLICATION_ID = 'org.earshot.Earshot'

export interface ConductOptions {
  readonly core: Core
  readonly dataDir: string
  readonly appVersion: string
  /** Where the texts of the licences may lie, best first. */
  readonly licenceFolders: readonly string[]
  readonly log: Log
  readonly state: StateFile
  readonly requests: OpenRequests
  /** The window, null between two of them. */
  readonly window: () => BrowserWindow | null
}

export interface Conduct {
  readonly handlers: Omit<DesktopHandlers, 'page.wasRestored'>
  /** Takes care of a new window. */
  attach(window: BrowserWindow): void
}

const machinePlace = (machineId: string): string => `/machines/${encodeURIComponent(machineId)}`

/** How the application behaves on a desktop: menu, dialogs, task bar, notifications, files that are handed to it. */
export const createConduct = async (options: ConductOptions): Promise<Conduct> => {
  const { core, dataDir, log, state, requests, window } = options

  const tell = <N extends DesktopEventName>(name: N, payload: DesktopEventPayload<N>): void =>
    window()?.webContents.send(CHANNELS.event, name, JSON.stringify(payload))
  const goTo = (place: string): void => {
    bringToFront(window())
    tell('desktop.goTo', { place })
  }
  const openMachine = (machineId: string): void => goTo(machinePlace(machineId))
  const deliver = ({ paths, machineId }: StartRequest): void => {
    bringToFront(window())
    if (machineId !== null) openMachine(machineId)
    if (paths.length > 0) tell('desktop.opened', { paths: [...paths] })
  }

  let settings = await core.client.call('settings.get', {})
  const dialogs = createDialogs(window, state)
  const saved = saveDownloads(
    session.defaultSession,
    dialogs,
    fileName => tell('desktop.saved', { fileName }),
    log
  )
  const attention = createAttention({
    core,
    app,
    blocker: powerSaveBlocker,
    notify: createNotify(),
    window,
    wantsNotifications: () => settings.notifyJobs,
    goTo,
    log
  })
  const updates = lookForUpdates(
    [path.join(process.resourcesPath, FEED_FILE), path.join(dataDir, FEED_FILE)],
    window,
    log
  )

  const menu = createAppMenu(
    {
      shown: NOTHING_SHOWN,
      recentMachines: state.get().recentMachines,
      theme: settings.theme,
      hasUpdates: updates.isOn
    },
    {
      run: (id: CommandId) => {
        bringToFront(window())
        tell('desktop.command', { id })
      },
      openMachine,
      clearRecentMachines: () => recents.clear(),
      openDataFolder: () => {
        void shell.openPath(dataDir).then(problem => {
          if (problem !== '') log('warn', 'the data folder could not be opened', { problem })
        })
      },
      zoom: step => {
        const zoomLevel = zoomed(state.get().window.zoomLevel, step)
        state.update({ window: { ...state.get().window, zoomLevel } })
        window()?.webContents.setZoomLevel(zoomLevel)
      },
      showAbout: () => void showAbout(options.appVersion, dataDir, window()),
      checkForUpdates: () => void updates.check()
    }
  )
  const recents = createRecents(
    core,
    state,
    recentMachines => menu.show({ recentMachines }),
    openMachine,
    log
  )
  if (process.platform === 'win32') app.setAppUserModelId(APPLICATION_ID)
  followTheme(settings.theme)
  core.on('settings.changed', changed => {
    settings = changed
    followTheme(changed.theme, window())
    menu.show({ theme: changed.theme })
  })

  const show = (shown: Shown): void => {
    menu.show({ shown })
    attention.setRecording(shown.isRecording)
    if (shown.machine !== null) recents.add(shown.machine)
  }
  return {
    handlers: {
      'desktop.show': shown => {
        show(shown)
        requests.pageIsReady(deliver)
        return {}
      },
      'desktop.choose': dialogs.choose,
      'desktop.chooseTarget': dialogs.chooseTarget,
      'desktop.announce': news => {
        attention.announce(news)
        return {}
      },
      'desktop.revealSaved': () => {
        saved.revealLast()
        return {}
      },
      'desktop.licences': async () => ({ text: await readLicences(options.licenceFolders) })
    },
    attach: opened => {
      opened.on('focus', () => attention.seen())
      const pageIsGone = (): void => {
        requests.pageIsGone()
        show(NOTHING_SHOWN)
      }
      opened.webContents.on('render-process-gone', pageIsGone)
      opened.on('closed', pageIsGone)
    }
  }
}
