import { beforeAll, describe, expect, it } from 'vitest'
import type { Scene } from '../support/scene.ts'
import type { Site } from '../support/site.ts'
import { visit } from '../support/visit.ts'

declare global {
  interface Window {
    wasReached?: boolean
  }
}

/** What the window shows comes from the application alone. */
export const testContent = (place: () => { readonly scene: Scene; readonly site: Site }): void => {
  let scene: Scene
  let site: Site
  beforeAll(() => ({ scene, site } = place()))

  describe('content', () => {
    it('comes from the own protocol, never from file:// or a server', async () => {
      expect(scene.page.url()).toMatch(/^app:\/\/earshot\//)
      expect(await scene.page.evaluate(() => isSecureContext)).toBe(true)
    })

    it('of a server is not loaded, not even by a window of the application', async () => {
      site.forget()
      expect(await visit(scene, site.address)).toContain('ERR_BLOCKED_BY_CLIENT')
      expect(await visit(scene, 'file:///etc/hostname')).toContain('ERR_BLOCKED_BY_CLIENT')
      expect(site.reached).toEqual([])
    })

    it('is checked by the certificates of nobody', async () => {
      // A secure server is refused like any other, before its certificate is looked at.
      expect(await visit(scene, site.address.replace('http:', 'https:'))).toContain('ERR_BLOCKED_BY_CLIENT')
    })
  })

  describe('the content security policy', () => {
    it('comes with the page', async () => {
      const policy = await scene.page.evaluate(async () => {
        const response = await fetch('/')
        return response.headers.get('content-security-policy')
      })
      expect(policy).toContain("script-src 'self'")
      expect(policy).toContain("default-src 'none'")
    })

    it('blocks inline scripts, event attributes and eval', async () => {
      const blocked = await scene.page.evaluate(async () => {
        const directives: string[] = []
        document.addEventListener('securitypolicyviolation', event =>
          directives.push(event.effectiveDirective)
        )
        const script = document.createElement('script')
        script.textContent = 'window.wasReached = true'
        document.head.append(script)
        const button = document.createElement('button')
        button.setAttribute('onclick', 'window.wasReached = true')
        document.body.append(button)
        button.click()
        try {
          // Not new Function: Playwright's own evaluation may lift the policy for that.
          Reflect.apply(setTimeout, window, ['window.wasReached = true'])
        } catch (error) {
          directives.push((error as Error).name)
        }
        while (directives.length < 3) await new Promise(resolve => setTimeout(resolve, 10))
        script.remove()
        button.remove()
        return { directives, wasReached: window.wasReached === true }
      })
      expect(blocked.wasReached).toBe(false)
      expect(blocked.directives).toEqual(['script-src-elem', 'script-src-attr', 'script-src'])
    })

    it('blocks scripts, pictures, frames and requests of other sites', async () => {
      site.forget()
      const result = await scene.page.evaluate(async address => {
        const failed = (element: HTMLElement): Promise<string> =>
          new Promise(resolve => {
            element.onerror = () => resolve('error')
            element.onload = () => resolve('loaded')
            document.body.append(element)
          })
        const outcome = [
          await failed(Object.assign(document.createElement('script'), { src: `${address}a.js` })),
          await failed(Object.assign(document.createElement('img'), { src: `${address}a.png` })),
          await fetch(address).then(
            () => 'loaded',
            () => 'error'
          ),
          await new Promise<string>(resolve => {
            const socket = new WebSocket(address.replace('http', 'ws'))
            socket.onerror = () => resolve('error')
            socket.onopen = () => resolve('loaded')
          }).catch(() => 'error')
        ]
        const frame = Object.assign(document.createElement('iframe'), { src: address })
        document.body.append(frame)
        await new Promise(resolve => {
          frame.onload = resolve
        })
        frame.remove()
        return outcome
      }, site.address)
      expect(result).toEqual(['error', 'error', 'error', 'error'])
      expect(site.reached).toEqual([])
    })
  })
}
