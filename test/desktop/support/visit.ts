import type { WebPreferences } from 'electron'
import type { Scene } from './scene.ts'

/** What happens to a window of the application that is sent to an address; `script` then runs there. */
export const visit = (
  { app }: Scene,
  address: string,
  script = '"loaded"',
  webPreferences: Pick<WebPreferences, 'preload' | 'nodeIntegrationInSubFrames'> = {}
): Promise<unknown> =>
  app.evaluate(
    async ({ BrowserWindow }, visited) => {
      const window = new BrowserWindow({ show: false, webPreferences: visited.webPreferences })
      try {
        await window.loadURL(visited.address)
        return (await window.webContents.executeJavaScript(visited.script)) as unknown
      } catch (error) {
        return (error as Error).message
      } finally {
        window.destroy()
      }
    },
    { address, script, webPreferences }
  )
