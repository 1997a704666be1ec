import { dialog, type BrowserWindow, type MessageBoxOptions } from 'electron'
import type { Log } from '../log.ts'
import { readFeed } from '../updates/feed.ts'
import { createUpdates, type Updates } from '../updates/updates.ts'

/** Updates with the dialogs of the system; off while none of these files names a feed. */
export const lookForUpdates = (
  feedFiles: readonly string[],
  window: () => BrowserWindow | null,
  log: Log
): Updates => {
  const box = async (options: MessageBoxOptions): Promise<number> => {
    const parent = window()
    const { response } = await (parent === null
      ? dialog.showMessageBox(options)
      : dialog.showMessageBox(parent, options))
    return response
  }
  return createUpdates({
    feed: readFeed(feedFiles, log),
    load: () => import('electron-updater').then(({ autoUpdater }) => autoUpdater),
    ask: async (message, detail, yes) => {
      const buttons = [yes, 'Cancel']
      return (await box({ type: 'question', message, detail, buttons, defaultId: 0, cancelId: 1 })) === 0
    },
    tell: async message => {
      await box({ type: 'info', message })
    },
    log
  })
}
