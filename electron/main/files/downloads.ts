import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { app, dialog, shell, type DownloadItem, type Session } from 'electron'
import type { Log } from '../log.ts'
import { isOwnAddress, isOwnBlob } from '../security/origin.ts'
import type { Dialogs } from './dialogs.ts'
import { moveFile } from './move-file.ts'

export interface Downloads {
  /** Shows the file that was saved last in the file manager. */
  revealLast(): void
}

const ended = (item: DownloadItem): Promise<string> =>
  new Promise(resolve => {
    item.once('done', (_event, state) => resolve(state))
  })

/**
 * Saves what the page hands out (PDF, tables, machine files): the content goes to a temporary file at once, the
 * dialog asks meanwhile, and the file is then moved. Chromium's own dialog would stop the main process, and with
 * it a recording that is being written.
 */
export const saveDownloads = (
  session: Session,
  dialogs: Pick<Dialogs, 'saveAs'>,
  onSaved: (fileName: string) => void,
  log: Log
): Downloads => {
  let last: string | null = null

  const save = async (item: DownloadItem, temporary: string): Promise<void> => {
    const file = path.join(temporary, 'download')
    const fileName = item.getFilename()
    item.setSavePath(file)
    try {
      const [state, target] = await Promise.all([ended(item), dialogs.saveAs(fileName)])
      if (target === null) return
      if (state !== 'completed') throw new Error(`The download ended as ${state}`)
      await moveFile(file, target)
      last = target
      onSaved(path.basename(target))
    } finally {
      await rm(temporary, { recursive: true, force: true })
    }
  }

  session.on('will-download', (event, item) => {
    const address = item.getURL()
    if (!isOwnAddress(address) && !isOwnBlob(address)) {
      event.preventDefault()
      log('warn', 'download refused', { url: address })
      return
    }
    save(item, mkdtempSync(path.join(app.getPath('temp'), 'earshot-save-'))).catch((error: unknown) => {
      log('error', 'a file could not be saved', error)
      dialog.showErrorBox('The file was not saved', error instanceof Error ? error.message : String(error))
    })
  })
  return {
    revealLast: () => {
      if (last !== null) shell.showItemInFolder(last)
    }
  }
}
