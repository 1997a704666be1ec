import path from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import '../support/bridge.ts'
import type { Scene } from '../support/scene.ts'
import { visit } from '../support/visit.ts'

/** The interface has the bridge and nothing of Node; only it reaches the main process. */
export const testRenderer = (place: () => { readonly scene: Scene }): void => {
  let scene: Scene
  beforeAll(() => ({ scene } = place()))

  /** The preferences that the window really has. */
  const preferences = (): Promise<Record<string, unknown>> =>
    scene.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
        getLastWebPreferences(): Record<string, unknown>
      }
      return contents.getLastWebPreferences()
    })

  /** The preload script of the product, to be given to pages that are not the interface. */
  const preloadScript = (): Promise<string> =>
    scene.app.evaluate(({ app }) => `${app.getAppPath()}/dist/desktop/preload.cjs`)

  describe('the renderer', () => {
    it('has nothing of Node', async () => {
      const types = await scene.page.evaluate(() =>
        ['require', 'process', 'Buffer', 'module', 'global', '__dirname', 'electron'].map(
          name => typeof (globalThis as Record<string, unknown>)[name]
        )
      )
      expect(new Set(types)).toEqual(new Set(['undefined']))
      const has = await preferences()
      expect(has).toMatchObject({ nodeIntegration: false, nodeIntegrationInSubFrames: false })
      expect(has['nodeIntegrationInWorker'] ?? false).toBe(false)
    })

    it('is isolated from the preload script: what it changes reaches nothing there', async () => {
      expect(await preferences()).toMatchObject({ contextIsolation: true })
      const answer = await scene.page.evaluate(async () => {
        const { stringify } = JSON
        const promise = Promise.prototype.then
        JSON.stringify = () => 'changed'
        try {
          const text = await window.earshot.call('settings.get', '{}')
          return { text, sameThen: Promise.prototype.then === promise }
        } finally {
          JSON.stringify = stringify
        }
      })
      expect(JSON.parse(answer.text)).toHaveProperty('value.theme')
    })

    it('runs in the sandbox', async () => {
      expect(await preferences()).toMatchObject({ sandbox: true })
      // Chromium has no sandbox for root, as containers run the tests.
      const isOff = await scene.app.evaluate(({ app }) => app.commandLine.hasSwitch('no-sandbox'))
      expect(isOff).toBe(process.getuid?.() === 0)
    })

    it('keeps web security, blocks insecure content, has no experimental feature and no webview', async () => {
      const has = await preferences()
      expect(has).toMatchObject({
        webSecurity: true,
        allowRunningInsecureContent: false,
        experimentalFeatures: false,
        webviewTag: false
      })
      expect(has['enableBlinkFeatures'] ?? '').toBe('')
      expect(
        await scene.page.evaluate(() => fetch('file:///etc/hostname').catch((error: Error) => error.name))
      ).toBe('TypeError')
    })

    it('sees the named functions of the bridge and nothing else', async () => {
      const bridge = await scene.page.evaluate(() =>
        Object.entries(window.earshot).map(([name, value]) => [name, typeof value])
      )
      expect(Object.fromEntries(bridge)).toEqual({
        call: 'function',
        desktop: 'function',
        on: 'function',
        pathsOf: 'function',
        send: 'function'
      })
      const added = await scene.page.evaluate(() =>
        Object.getOwnPropertyNames(window).filter(name => /electron|ipc/iu.test(name))
      )
      expect(added).toEqual([])
    })

    it('cannot change the bridge', async () => {
      const isChanged = await scene.page.evaluate(() => {
        const { call } = window.earshot
        try {
          Object.assign(window.earshot, { call: () => 'changed' })
        } catch (error) {
          if (!(error instanceof TypeError)) throw error
        }
        return window.earshot.call !== call
      })
      expect(isChanged).toBe(false)
    })

    it('hears events as texts: no object of Electron comes with them', async () => {
      const kinds = await scene.page.evaluate(
        () =>
          new Promise<string[]>(resolve => {
            const stop = window.earshot.on((...parts: unknown[]) => {
              stop()
              resolve(parts.map(part => typeof part))
            })
            void window.earshot.call('settings.update', JSON.stringify({ pageSize: 'A4' }))
          })
      )
      expect(kinds).toEqual(['string', 'string'])
    })
  })

  describe('messages to the main process', () => {
    it('are refused when another page sends them', async () => {
      const call = 'earshot.call("settings.get", "{}")'
      const preload = await preloadScript()
      const answer = await visit(scene, 'data:text/html,elsewhere', call, { preload })
      expect(JSON.parse(String(answer))).toMatchObject({ error: { code: 'unauthorised' } })
    })

    it('are refused when a frame inside the interface sends them', async () => {
      const calls = `
      const frame = document.createElement('iframe')
      frame.srcdoc = '<p>a frame</p>'
      document.body.append(frame)
      new Promise(resolve => (frame.onload = resolve)).then(() =>
        Promise.all([earshot, frame.contentWindow.earshot].map(bridge => bridge.call('settings.get', '{}')))
      )
    `
      // The product gives frames no bridge: only so does one get that far.
      const answers = await visit(scene, 'app://earshot/', calls, {
        preload: await preloadScript(),
        nodeIntegrationInSubFrames: true
      })
      expect(answers).toHaveLength(2)
      const [own, framed] = answers as [string, string]
      expect(JSON.parse(own)).toHaveProperty('value')
      expect(JSON.parse(framed)).toMatchObject({ error: { code: 'unauthorised' } })
    })

    it('are refused when they name no call, or hold no text', async () => {
      const answers = await scene.page.evaluate(async () => [
        await window.earshot.call('no.such.call', '{}'),
        await window.earshot.call('settings.get', 'not json'),
        await window.earshot.desktop('no.such.verb', '{}'),
        await window.earshot.desktop('desktop.choose', '{"what":"everything"}')
      ])
      for (const answer of answers) expect(JSON.parse(answer)).toMatchObject({ error: { code: 'invalid' } })
    })
  })

  describe('the application', () => {
    it('keeps crash dumps on this computer', async () => {
      const facts = await scene.app.evaluate(({ app, crashReporter }) => ({
        uploads: crashReporter.getUploadToServer(),
        dumps: app.getPath('crashDumps')
      }))
      expect(facts).toEqual({ uploads: false, dumps: path.join(scene.dataDir, 'logs', 'crashes') })
    })
  })
}
