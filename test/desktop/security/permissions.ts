import { beforeAll, describe, expect, it } from 'vitest'
import type { Scene } from '../support/scene.ts'

/** A device of Chromium instead of the computer's own; who may use it is still up to the application. */
export const FAKE_DEVICE = '--use-fake-device-for-media-stream'

/** The interface has the microphone and nothing else; in a window started with FAKE_DEVICE. */
export const testPermissions = (place: () => { readonly scene: Scene }): void => {
  let scene: Scene
  beforeAll(() => ({ scene } = place()))

  describe('permissions', () => {
    const media = (constraints: MediaStreamConstraints): Promise<string> =>
      scene.page.evaluate(
        wanted =>
          navigator.mediaDevices.getUserMedia(wanted).then(
            stream => {
              const kinds = stream.getTracks().map(track => track.kind)
              for (const track of stream.getTracks()) track.stop()
              return kinds.join()
            },
            (error: Error) => error.name
          ),
        constraints
      )

    it('for the microphone is given to the interface', async () => {
      expect(await media({ audio: true })).toBe('audio')
      const labels = await scene.page.evaluate(async () =>
        (await navigator.mediaDevices.enumerateDevices()).map(({ kind, label }) => [kind, label !== ''])
      )
      expect(labels).toContainEqual(['audioinput', true])
    })

    it('for the camera is denied, with the microphone too', async () => {
      expect(await media({ video: true })).toBe('NotAllowedError')
      expect(await media({ audio: true, video: true })).toBe('NotAllowedError')
    })

    it('for the screen is denied', async () => {
      const outcome = await scene.page.evaluate(() =>
        navigator.mediaDevices.getDisplayMedia().then(
          () => 'given',
          (error: Error) => error.name
        )
      )
      expect(outcome).not.toBe('given')
    })

    it('for the place of the computer is denied', async () => {
      const code = await scene.page.evaluate(
        () =>
          new Promise<number>(resolve => {
            navigator.geolocation.getCurrentPosition(
              () => resolve(0),
              error => resolve(error.code)
            )
          })
      )
      expect(code).toBe(1)
    })

    it('for notifications, MIDI and reading the clipboard is denied', async () => {
      const outcome = await scene.page.evaluate(async () => [
        await Notification.requestPermission(),
        await navigator.requestMIDIAccess({ sysex: true }).then(
          () => 'given',
          () => 'denied'
        ),
        await navigator.clipboard.readText().then(
          () => 'given',
          () => 'denied'
        )
      ])
      expect(outcome).toEqual(['denied', 'denied', 'denied'])
    })

    it('are denied to a frame inside the interface, the microphone too', async () => {
      const outcome = await scene.page.evaluate(async () => {
        const frame = document.createElement('iframe')
        document.body.append(frame)
        try {
          const devices = frame.contentWindow?.navigator.mediaDevices
          if (devices === undefined) return 'no devices'
          await devices.getUserMedia({ audio: true })
          return 'given'
        } catch (error) {
          return (error as Error).name
        } finally {
          frame.remove()
        }
      })
      expect(outcome).toBe('NotAllowedError')
    })
  })
}
