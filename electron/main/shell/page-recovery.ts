import type { BrowserWindow, Dialog, WebContents } from 'electron'
import type { Log } from '../log.ts'

/** A page that stops this often within this time is not opened again by itself. */
const MOST_STOPS = 3
const WITHIN_MS = 60_000

export interface PageRecoveryOptions {
  readonly dialog: Dialog
  readonly log: Log
  readonly quit: () => void
}

export interface PageRecovery {
  watch(window: BrowserWindow): void
  /** Whether this page was opened again after it had stopped; true once. */
  takeRestored(page: WebContents): boolean
}

/**
 * Opens a page again where it was when its process stops; offers to where it hangs. The work is in the host's
 * process and goes on meanwhile. A page that stops again and again ends in a question.
 */
export const createPageRecovery = ({ dialog, log, quit }: PageRecoveryOptions): PageRecovery => {
  const restored = new WeakSet<WebContents>()

  const offerAgain = async (window: BrowserWindow): Promise<boolean> => {
    const { response } = await dialog.showMessageBox(window, {
      type: 'error',
      message: 'The window of Earshot stopped several times',
      detail:
        'Recordings, models and running jobs are not affected. The log file in the data folder has the details.',
      buttons: ['Open Again', 'Quit'],
      defaultId: 0,
      cancelId: 1
    })
    return response === 0
  }

  const watchStops = (window: BrowserWindow): void => {
    const page = window.webContents
    let stops: number[] = []
    const openAgain = (): void => {
      restored.add(page)
      page.reload()
    }
    page.on('render-process-gone', (_event, { reason, exitCode }) => {
      if (reason === 'clean-exit') return
      log('error', 'The page stopped', { reason, exitCode, url: page.getURL() })
      const now = performance.now()
      stops = [...stops.filter(at => now - at < WITHIN_MS), now]
      // Chromium is still taking the old process apart.
      if (stops.length < MOST_STOPS) {
        setImmediate(() => {
          if (!page.isDestroyed()) openAgain()
        })
        return
      }
      stops = []
      offerAgain(window).then(
        wantsAgain => (wantsAgain ? openAgain() : quit()),
        (error: unknown) => log('error', 'The question after a stop failed', error)
      )
    })
  }

  const watchHangs = (window: BrowserWindow): void => {
    let asking: AbortController | undefined
    const offer = async (signal: AbortSignal): Promise<void> => {
      const { response } = await dialog.showMessageBox(window, {
        type: 'warning',
        message: 'The window of Earshot does not answer',
        detail: 'Running jobs go on. Opening the window again loses only what was being typed.',
        buttons: ['Wait', 'Open Again'],
        defaultId: 0,
        cancelId: 0,
        signal
      })
      // Its end is seen above, which opens the page again.
      if (response === 1 && !window.isDestroyed()) window.webContents.forcefullyCrashRenderer()
    }
    window.on('unresponsive', () => {
      if (asking !== undefined) return
      log('warn', 'The page does not answer', { url: window.webContents.getURL() })
      asking = new AbortController()
      offer(asking.signal)
        .catch((error: unknown) => log('error', 'The question about a hanging page failed', error))
        .finally(() => {
          asking = undefined
        })
    })
    window.on('responsive', () => asking?.abort())
  }

  return {
    watch: window => {
      watchStops(window)
      watchHangs(window)
    },
    takeRestored: page => restored.delete(page)
  }
}
