import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { openBrowserDoor } from './browser-door.ts'
import { openDesktopDoor } from './desktop-door.ts'
import type { Door, DoorName } from './way-in.ts'

/** The application as a person has it, on a data folder of its own. */
export interface Session extends Door {
  readonly door: DoorName
  readonly dataDir: string
  /** What the page wrote as errors or threw; must stay empty. */
  readonly complaints: string[]
}

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
