import { beforeAll, describe, expect, it } from 'vitest'
import type { Scene } from '../support/scene.ts'
import type { Site } from '../support/site.ts'

const PAGE = 'app://earshot/'

/** Nothing leads from the window to another page. */
export const testLeaving = (place: () => { readonly scene: Scene; readonly site: Site }): void => {
  let scene: Scene
  let site: Site
  beforeAll(() => ({ scene, site } = place()))

  describe('leaving the interface', () => {
    /** What the system was asked to open while `work` ran, with the person's answer to the question before. */
    const openedBy = async (response: number, work: () => Promise<unknown>): Promise<string[]> => {
      await scene.app.evaluate(({ dialog, shell }, answer) => {
        const asked: string[] = []
        Object.assign(globalThis, { asked })
        dialog.showMessageBox = (...parts: unknown[]) => {
          asked.push(`asked ${(parts.at(-1) as { detail: string }).detail}`)
          return Promise.resolve({ response: answer, checkboxChecked: false })
        }
        shell.openExternal = address => {
          asked.push(`opened ${address}`)
          return Promise.resolve()
        }
      }, response)
      await work()
      return scene.app.evaluate(() => (globalThis as unknown as { asked: string[] }).asked)
    }
    const follow = (address: string, target = ''): Promise<void> =>
      scene.page.evaluate(
        ([href, frame]) => {
          const link = Object.assign(document.createElement('a'), { href, target: frame })
          document.body.append(link)
          link.click()
          link.remove()
        },
        [address, target] as const
      )
    const windows = (): Promise<number> =>
      scene.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)

    it('by a link or a script is denied', async () => {
      site.forget()
      for (const address of [site.address, 'https://example.org/', 'file:///etc/hostname', 'app://other/']) {
        expect(await openedBy(0, () => follow(address))).toEqual([])
        await scene.page.evaluate(href => {
          location.href = href
        }, address)
        expect(await scene.page.evaluate(() => location.origin + location.pathname)).toMatch(
          /^app:\/\/earshot\/|^null\//
        )
      }
      expect(scene.page.url()).toMatch(/^app:\/\/earshot\//)
      expect(site.reached).toEqual([])
    })

    it('into a new window is denied', async () => {
      const opened = await scene.page.evaluate(address => window.open(address) === null, site.address)
      expect(opened).toBe(true)
      expect(await scene.page.evaluate(() => window.open('app://earshot/') === null)).toBe(true)
      await follow('https://example.org/', '_blank')
      expect(await windows()).toBe(1)
    })

    it('for a cited paper opens the browser of the system, after a question', async () => {
      const paper = 'https://doi.org/10.5281/zenodo.3384388'
      expect(await openedBy(0, () => follow(paper, '_blank'))).toEqual([`asked ${paper}`, `opened ${paper}`])
      expect(await openedBy(1, () => follow(paper))).toEqual([`asked ${paper}`])
      expect(scene.page.url()).toMatch(/^app:\/\/earshot\//)
    })

    it('for any other site opens nothing', async () => {
      for (const address of ['https://example.org/', 'http://doi.org/10.1', 'mailto:a@example.org'])
        expect(await openedBy(0, () => follow(address, '_blank'))).toEqual([])
    })

    it('by a webview is denied, even in a window that allows them', async () => {
      const isPrevented = await scene.app.evaluate(async ({ BrowserWindow }, address) => {
        const window = new BrowserWindow({ show: false, webPreferences: { webviewTag: true } })
        try {
          await window.loadURL(address)
          const attached = new Promise<boolean>(resolve => {
            // Heard after the guard of the application.
            window.webContents.on('will-attach-webview', event => resolve(event.defaultPrevented))
          })
          await window.webContents.executeJavaScript(
            'document.body.append(Object.assign(document.createElement("webview"), { src: "about:blank", allowpopups: true })); 0'
          )
          return await attached
        } finally {
          window.destroy()
        }
      }, PAGE)
      expect(isPrevented).toBe(true)
    })
  })
}
