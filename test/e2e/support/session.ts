import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { openBrowserDoor } from './browser-door.ts'
import { openDesktopDoor } from './desktop-door.ts'

export type DoorName = 'browser' | 'desktop'

/** A way into the application: a browser on its server, or its own window. */
export interface Door {
  /** Another one after a restart of the desktop. */
  readonly page: Page
  /** Answers the next question for a folder with this one, asked by `click`. */
  chooseFolder(folder: string, click: () => Promise<void>): Promise<void>
  /** Where a file ends up that `click` saves. */
  saveBy(click: () => Promise<void>): Promise<string>
  /** Ends the process that holds the core by a signal and waits for its end. */
  stopHost(signal: NodeJS.Signals): Promise<void>
  /** Starts it again on the same data; the page shows the overview. */
  restart(): Promise<void>
  close(): Promise<void>
}

/** The application as a person has it, on a data folder of its own. */
export interface Session extends Door {
  readonly door: DoorName
  readonly dataDir: string
  /** What the page wrote as errors or threw; must stay empty. */
  readonly complaints: string[]
}

/** Collects what a page writes as errors or throws. */
export const listen = (page: Page, complaints: string[]): Page =>
  page
    .on('console', message => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    .on('pageerror', error => complaints.push(error.message))

/** A fresh data folder and the application open on it; `flags` are for Chromium. */
export const startSession = async (name: DoorName, flags: readonly string[] = []): Promise<Session> => {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'earshot-e2e-'))
  const complaints: string[] = []
  const door = await (name === 'browser' ? openBrowserDoor : openDesktopDoor)(dataDir, complaints, flags)
  return {
    ...door,
    door: name,
    dataDir,
    complaints,
    get page() {
      return door.page
    },
    close: async () => {
      await door.close()
      await rm(dataDir, { recursive: true, force: true })
    }
  }
}
