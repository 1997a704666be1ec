import type { Page } from 'playwright-core'

export type DoorName = 'browser' | 'desktop'

/** A way into the application: a browser on its server, or its own window. */
export interface Door {
  /** Another one after a restart of the desktop. */
  readonly page: Page
  /** Answers the next question for a folder with this one, asked by `click`. */
  chooseFolder(folder: string, click: () => Promise<void>): Promise<void>
  /** Where a file ends up that `click` saves; a dialog of the system is told a name with this ending. */
  saveBy(click: () => Promise<void>, ending?: string): Promise<string>
  /** Ends the process that holds the core by a signal and waits for its end. */
  stopHost(signal: NodeJS.Signals): Promise<void>
  /** Starts it again on the same data; the page shows the overview. */
  restart(): Promise<void>
  close(): Promise<void>
}

/** Collects what a page writes as errors or throws. */
export const listen = (page: Page, complaints: string[]): Page =>
  page
    .on('console', message => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    .on('pageerror', error => complaints.push(error.message))
