import type { App, WebContents } from 'electron'
import { isAllowedNavigation, isKnownSite } from './addresses.ts'
import type { Log } from '../log.ts'

export interface ContentsGuardOptions {
  readonly log: Log
  /** Asks the person, then opens the address in the browser of the system. */
  readonly offerSite: (address: string) => void
}

/** Keeps one page where it is: no navigation away, no new window, no webview, no device chooser. */
const guardContents = (contents: WebContents, { log, offerSite }: ContentsGuardOptions): void => {
  const leave = (address: string): void => {
    if (isKnownSite(address)) offerSite(address)
    else log('warn', 'address refused', { url: address })
  }
  contents.on('will-navigate', (event, address) => {
    if (isAllowedNavigation(address, true)) return
    event.preventDefault()
    leave(address)
  })
  contents.on('will-redirect', (event, address, _isInPlace, isMainFrame) => {
    if (isAllowedNavigation(address, isMainFrame)) return
    event.preventDefault()
    log('warn', 'redirect refused', { url: address })
  })
  contents.on('will-frame-navigate', event => {
    if (event.isMainFrame || isAllowedNavigation(event.url, false)) return
    event.preventDefault()
    log('warn', 'navigation of a frame refused', { url: event.url })
  })
  contents.setWindowOpenHandler(({ url }) => {
    leave(url)
    return { action: 'deny' }
  })
  contents.on('will-attach-webview', event => {
    event.preventDefault()
    log('warn', 'webview refused')
  })
  contents.on('select-bluetooth-device', (event, _devices, choose) => {
    // Without this the first device would be taken.
    event.preventDefault()
    choose('')
  })
}

/** Guards every page of the application from its first moment on. */
export const guardAllContents = (app: App, options: ContentsGuardOptions): void => {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, options))
}
