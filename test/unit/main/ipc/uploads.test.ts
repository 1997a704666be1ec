import { EventEmitter } from 'node:events'
import type { WebContents } from 'electron'
import { describe, expect, it } from 'vitest'
import { createUploads } from '../../../../electron/main/ipc/uploads.ts'
import { createFakeCore } from '../../../support/fake-core.ts'

/** A page as far as uploads look at it: something that can be gone. */
const pageOf = (): WebContents => new EventEmitter() as unknown as WebContents

const address = (path: string, step: string): string =>
  `uploads/u1?path=${encodeURIComponent(path)}&transfer=t1&step=${step}`
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

describe('uploads in parts', () => {
  it('are stored as one file', async () => {
    const { core, uploads } = await createFakeCore()
    const { receive } = createUploads(core)
    const page = pageOf()
    await receive(address('a/b.wav', 'part'), bytes('one '), page)
    await receive(address('a/b.wav', 'part'), bytes('two'), page)
    await receive(address('a/b.wav', 'end'), bytes(''), page)
    expect(uploads.get('u1/a/b.wav')?.toString()).toBe('one two')
  })

  it('leave nothing when they are aborted or their page is gone', async () => {
    for (const end of ['abort', 'gone'] as const) {
      const { core, uploads } = await createFakeCore()
      const { receive } = createUploads(core)
      const page = pageOf()
      await receive(address('a.wav', 'part'), bytes('one'), page)
      if (end === 'abort') await receive(address('a.wav', 'abort'), bytes(''), page)
      else (page as unknown as EventEmitter).emit('render-process-gone')
      expect(uploads.size).toBe(0)
    }
  })

  it('fail with what the core says of them', async () => {
    const { core } = await createFakeCore()
    const { receive } = createUploads(core)
    await expect(receive(address('../a.wav', 'end'), bytes('x'), pageOf())).rejects.toMatchObject({
      code: 'invalid',
      message: 'The path leads out of the upload'
    })
  })

  it('are refused without a path or with an unknown step', async () => {
    const { receive } = createUploads((await createFakeCore()).core)
    for (const wrong of ['uploads/u1?transfer=t1&step=part', address('a.wav', 'begin'), 'uploads/']) {
      await expect(receive(wrong, bytes('x'), pageOf())).rejects.toMatchObject({ code: 'invalid' })
    }
  })
})
