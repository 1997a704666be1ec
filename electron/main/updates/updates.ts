import type { Log } from '../log.ts'
import type { Feed } from './feed.ts'

/** The part of electron-updater that is used. */
export interface Updater {
  autoDownload: boolean
  autoInstallOnAppQuit: boolean
  allowDowngrade: boolean
  setFeedURL(options: { provider: 'generic'; url: string }): void
  checkForUpdates(): Promise<{
    readonly isUpdateAvailable: boolean
    readonly updateInfo: { readonly version: string }
  } | null>
  downloadUpdate(): Promise<unknown>
  quitAndInstall(): void
}

export interface UpdatesOptions {
  readonly feed: Feed | null
  /** Loads electron-updater; not called before a person looks for updates with a feed configured. */
  readonly load: () => Promise<Updater>
  /** A question with one affirmative button; true: yes. */
  readonly ask: (message: string, detail: string, yes: string) => Promise<boolean>
  readonly tell: (message: string) => Promise<void>
  readonly log: Log
}

export interface Updates {
  readonly isOn: boolean
  /** Looks once, by a person's wish; downloads and installs only after a question each. */
  check(): Promise<void>
}

/** Updates that do nothing by themselves, and nothing at all without a feed. */
export const createUpdates = ({ feed, load, ask, tell, log }: UpdatesOptions): Updates => {
  let updater: Updater | undefined
  const open = async (address: Feed): Promise<Updater> => {
    if (updater !== undefined) return updater
    updater = await load()
    updater.autoDownload = false
    updater.autoInstallOnAppQuit = false
    updater.allowDowngrade = false
    updater.setFeedURL({ provider: 'generic', url: address.url })
    return updater
  }
  return {
    isOn: feed !== null,
    check: async () => {
      if (feed === null) return
      try {
        const source = await open(feed)
        const found = await source.checkForUpdates()
        // It looks for none where there is no package to replace.
        if (found === null) return await tell('Updates replace installed packages; this is none.')
        if (!found.isUpdateAvailable) return await tell('This is the newest version.')
        const { version } = found.updateInfo
        const detail = `It comes from ${new URL(feed.url).host}.`
        if (!(await ask(`Version ${version} is there. Download it?`, detail, 'Download'))) return
        await source.downloadUpdate()
        const question = `Version ${version} is downloaded. Install it and start again?`
        if (await ask(question, 'Running jobs are cancelled.', 'Install')) source.quitAndInstall()
      } catch (error) {
        log('error', 'the look for updates failed', error)
        await tell('No update could be looked for; the log file has the details.')
      }
    }
  }
}
