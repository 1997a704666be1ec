import type { App, BrowserWindow, Dialog } from 'electron'
import type { Client } from '../../contract/client.ts'
import type { Job } from '../../contract/jobs.ts'
import type { Log } from '../log.ts'

export interface QuittingOptions {
  readonly app: App
  readonly dialog: Dialog
  readonly client: Client
  readonly log: Log
  readonly windows: () => readonly BrowserWindow[]
  /** Ends jobs, closes the store and the compute processes. */
  readonly close: () => Promise<void>
}

export interface Quitting {
  /** Lets a window's close button quit in order, which closes the window at the end. */
  guard(window: BrowserWindow): void
}

/** Jobs get 5 s to give up and are then killed; what hangs longer than this is left behind. */
const CLOSE_WITHIN_MS = 20_000
const JOB_NAMES: Readonly<Partial<Record<Job['kind'], string>>> = {
  import: 'an import',
  fit: 'a fit',
  score: 'scoring',
  report: 'a report',
  sample: 'the sample machine',
  reanalyse: 'an analysis'
}

/** What would be interrupted: a question for a person, and what becomes of it. */
interface Unfinished {
  readonly message: string
  readonly detail: string
}

const whatRuns = async (client: Client): Promise<Unfinished | null> => {
  const takes = await client.call('takes.list', {})
  if (takes.some(({ state }) => state === 'recording')) {
    return {
      message: 'Quit while a recording runs?',
      detail: 'It ends now. What has been recorded is kept and offered at the next start.'
    }
  }
  const jobs = await client.call('jobs.list', { limit: 50 })
  const active = jobs.filter(({ state }) => state === 'running' || state === 'queued')
  if (active.length === 0) return null
  const names = active.map(
    ({ kind, progress }) => `${JOB_NAMES[kind] ?? 'a job'} (${Math.round(progress * 100)} %)`
  )
  return {
    message: 'Quit while a job runs?',
    detail: `Not finished yet: ${names.join(', ')}. What is done so far is kept, and it can be run again.`
  }
}

/**
 * Quits in order: asks while a job or a recording runs, then waits until jobs have ended and the store is closed. A signal of the
 * system is not asked about.
 */
export const quitInOrder = ({ app, dialog, client, log, windows, close }: QuittingOptions): Quitting => {
  let stage: 'open' | 'asking' | 'closing' | 'closed' = 'open'
  let isOrdered = false

  const isAgreed = async (): Promise<boolean> => {
    const unfinished = isOrdered ? null : await whatRuns(client)
    if (unfinished === null) return true
    const options = {
      type: 'question' as const,
      ...unfinished,
      buttons: ['Keep Working', 'Quit'],
      defaultId: 0,
      cancelId: 0
    }
    const [window] = windows()
    const { response } = await (window === undefined
      ? dialog.showMessageBox(options)
      : dialog.showMessageBox(window, options))
    return response === 1
  }

  const closeAll = async (): Promise<void> => {
    for (const window of windows()) window.hide()
    const late = setTimeout(() => {
      log('error', `Closing took more than ${CLOSE_WITHIN_MS} ms`)
      app.exit(1)
    }, CLOSE_WITHIN_MS)
    try {
      await close()
    } catch (error) {
      log('error', 'Closing failed', error)
    }
    clearTimeout(late)
  }

  const leave = async (): Promise<void> => {
    stage = 'asking'
    if (!(await isAgreed())) {
      stage = 'open'
      return
    }
    stage = 'closing'
    await closeAll()
    stage = 'closed'
    app.quit()
  }

  app.on('before-quit', event => {
    if (stage === 'closed') return
    event.preventDefault()
    if (stage === 'open') {
      leave().catch((error: unknown) => {
        log('error', 'Quitting failed', error)
        app.exit(1)
      })
    }
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      isOrdered = true
      app.quit()
    })
  }

  return {
    guard: window => {
      window.on('close', event => {
        // On macOS an application lives on without windows.
        if (stage === 'closed' || process.platform === 'darwin') return
        event.preventDefault()
        app.quit()
      })
      // A page that records asks to stay, and Electron asks nobody: here it was asked, or is now.
      window.webContents.on('will-prevent-unload', event => {
        if (stage === 'closing' || stage === 'closed') return event.preventDefault()
        const isLeaving = dialog.showMessageBoxSync(window, {
          type: 'question',
          message: 'Close while a recording runs?',
          detail: 'It ends now. What has been recorded is kept and offered on the page of its machine.',
          buttons: ['Keep Recording', 'Close'],
          defaultId: 0,
          cancelId: 0
        })
        if (isLeaving === 1) event.preventDefault()
      })
    }
  }
}
