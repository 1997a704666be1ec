import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { ElectronApplication, Page } from 'playwright-core'
import { expect } from 'vitest'
import { endDesktop, launchDesktop } from '../../desktop/support/launch.ts'
import { ended } from './browser-door.ts'
import { listen, type Door } from './way-in.ts'

const PLAYS_WITHOUT_GESTURE = '--autoplay-policy=no-user-gesture-required'

/** Answers the system's next dialog for files or folders. */
export const answerOpenDialog = (app: ElectronApplication, filePaths: readonly string[]): Promise<void> =>
  app.evaluate(
    ({ dialog }, chosen) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: chosen })
    },
    [...filePaths]
  )

/** Answers the system's next dialog for where to save. */
export const answerSaveDialog = (app: ElectronApplication, filePath: string): Promise<void> =>
  app.evaluate(({ dialog }, chosen) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath: chosen })
  }, filePath)

/** Earshot's own window; its main process holds the core. */
export const openDesktopDoor = async (
  dataDir: string,
  complaints: string[],
  flags: readonly string[]
): Promise<Door> => {
  const open = async (): Promise<{ app: ElectronApplication; child: ChildProcess; page: Page }> => {
    const app = await launchDesktop(dataDir, { args: [PLAYS_WITHOUT_GESTURE, ...flags] })
    return { app, child: app.process(), page: listen(await app.firstWindow(), complaints) }
  }
  let now = await open()
  // The data folder is no place for what is saved.
  const savedDir = await mkdtemp(path.join(tmpdir(), 'earshot-saved-'))
  let saved = 0
  return {
    get page() {
      return now.page
    },
    chooseFolder: async (folder, click) => {
      await answerOpenDialog(now.app, [folder])
      await click()
    },
    saveBy: async (click, ending = '') => {
      const file = path.join(savedDir, `saved-${++saved}${ending}`)
      await answerSaveDialog(now.app, file)
      await click()
      await expect.poll(() => existsSync(file), { timeout: 20_000 }).toBe(true)
      return file
    },
    stopHost: async signal => {
      now.child.kill(signal)
      await ended(now.child)
    },
    restart: async () => {
      now = await open()
    },
    close: async () => {
      await endDesktop(now.child)
      await rm(savedDir, { recursive: true, force: true })
    }
  }
}
