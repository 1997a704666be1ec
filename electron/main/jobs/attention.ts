import type { App, BrowserWindow, PowerSaveBlocker } from 'electron'
import type { DesktopParsedInput } from '../../contract/desktop.ts'
import type { Core } from '../../core/core.ts'
import type { Log } from '../log.ts'
import { isWorthNotice } from './announcement.ts'
import type { Notify } from './notify.ts'
import { taskbarState } from './taskbar.ts'
import { createWakeLock } from './wake-lock.ts'
import { createJobWatch } from './watch-jobs.ts'

export interface AttentionOptions {
  readonly core: Pick<Core, 'on' | 'client'>
  readonly app: Pick<App, 'setBadgeCount'>
  readonly blocker: Pick<PowerSaveBlocker, 'start' | 'stop'>
  readonly notify: Notify
  readonly window: () => Pick<BrowserWindow, 'isFocused' | 'setProgressBar' | 'flashFrame'> | null
  readonly wantsNotifications: () => boolean
  /** Brings the window to the front at a place of the interface. */
  readonly goTo: (place: string) => void
  readonly log: Log
}

export interface Attention {
  announce(news: DesktopParsedInput<'desktop.announce'>): void
  /** The page has a microphone open or a series running. */
  setRecording(isRecording: boolean): void
  /** The window was looked at. */
  seen(): void
}

/** Task bar, badge, notifications and the lock against sleep, all from the jobs and takes of the core. */
export const createAttention = (options: AttentionOptions): Attention => {
  const { core, app, window, log } = options
  const watch = createJobWatch()
  const keepAwake = createWakeLock(options.blocker)
  let hasUnseenFailure = false
  let unseenFlags = 0
  let isPageRecording = false
  let isTakeRunning = false

  const refresh = (): void => {
    keepAwake(watch.active.size > 0 || isPageRecording || isTakeRunning)
    const { progress, mode } = taskbarState([...watch.active.values()], hasUnseenFailure)
    window()?.setProgressBar(progress, { mode })
  }
  const isFocused = (): boolean => window()?.isFocused() ?? false

  core.on('jobs.changed', job => {
    if (watch.take(job) && !isFocused()) hasUnseenFailure = true
    refresh()
  })
  core.on('takes.changed', () => {
    core.client
      .call('takes.list', {})
      .then(takes => {
        isTakeRunning = takes.some(take => take.state === 'recording')
        refresh()
      })
      .catch((error: unknown) => log('error', 'the takes could not be listed', error))
  })

  return {
    announce: news => {
      if (news.flagged > 0 && !isFocused()) {
        unseenFlags += news.flagged
        app.setBadgeCount(unseenFlags)
        window()?.flashFrame(true)
      }
      const state = { isWindowFocused: isFocused(), wantsNotifications: options.wantsNotifications() }
      if (isWorthNotice(news.durationS, state)) {
        options.notify(news.title, news.body, () => options.goTo(news.place))
      }
    },
    setRecording: isRecording => {
      isPageRecording = isRecording
      refresh()
    },
    seen: () => {
      hasUnseenFailure = false
      if (unseenFlags > 0) {
        unseenFlags = 0
        app.setBadgeCount(0)
      }
      window()?.flashFrame(false)
      refresh()
    }
  }
}
