import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import { endDesktop, launchDesktop, type LaunchOptions } from './launch.ts'

/** Earshot's window on a data folder of its own. */
export interface Scene {
  readonly app: ElectronApplication
  readonly page: Page
  readonly dataDir: string
  close(): Promise<void>
}

/** A new, empty data folder, to be removed by whoever asked for it. */
export const newDataDir = (): Promise<string> => mkdtemp(path.join(os.tmpdir(), 'earshot-desktop-'))

/** Opens the window and waits for its first page; in a data folder that is there already, or in a new one. */
export const openScene = async (options: LaunchOptions = {}, dataDir?: string): Promise<Scene> => {
  const folder = dataDir ?? (await newDataDir())
  const app = await launchDesktop(folder, options)
  const child = app.process()
  const page = await app.firstWindow()
  await page.locator('h1').first().waitFor()
  return {
    app,
    page,
    dataDir: folder,
    close: async () => {
      await endDesktop(child)
      if (dataDir === undefined) await rm(folder, { recursive: true, force: true })
    }
  }
}
