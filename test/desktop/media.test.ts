import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { mediaUrl } from '../../electron/contract/media.ts'
import { call, noiseMachine } from './support/calls.ts'
import { openScene, type Scene } from './support/scene.ts'

const SECONDS = 60

interface Answer {
  readonly status: number
  readonly headers: Record<string, string>
  readonly sizeBytes: number
  /** SHA-256 in hex. */
  readonly hash: string
}

const hashOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

let scene: Scene
let original: Buffer
let address = ''
beforeAll(async () => {
  scene = await openScene()
  const folder = path.join(scene.dataDir, 'made')
  const { recordingIds, files } = await noiseMachine(scene.page, folder, { count: 1, seconds: SECONDS })
  original = await readFile(files[0] ?? '')
  address = mediaUrl.original(recordingIds[0] ?? '')
})
afterAll(() => scene.close())

/** What the page gets from an address of its own origin. */
const ask = (address: string, method = 'GET', headers: Record<string, string> = {}): Promise<Answer> =>
  scene.page.evaluate(
    async ([address, method, headers]) => {
      const response = await fetch(address, { method, headers })
      const bytes = await response.arrayBuffer()
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
      return {
        status: response.status,
        headers: Object.fromEntries(response.headers),
        sizeBytes: bytes.byteLength,
        hash: Array.from(digest, byte => byte.toString(16).padStart(2, '0')).join('')
      }
    },
    [address, method, headers] as const
  )

describe('media in the window', () => {
  it('comes whole, byte for byte', async () => {
    const { status, headers, hash } = await ask(address)
    expect(status).toBe(200)
    expect(headers).toMatchObject({ 'accept-ranges': 'bytes', 'content-type': 'audio/wav' })
    expect(hash).toBe(hashOf(original))
  })

  it('comes in the part that a Range names', async () => {
    const { status, headers, hash } = await ask(address, 'GET', { range: 'bytes=1000-1099' })
    expect(status).toBe(206)
    expect(headers['content-range']).toBe(`bytes 1000-1099/${original.length}`)
    expect(hash).toBe(hashOf(original.subarray(1000, 1100)))
    const tail = await ask(address, 'GET', { range: 'bytes=-100' })
    expect(tail.hash).toBe(hashOf(original.subarray(-100)))
  })

  it('is refused beyond its end', async () => {
    const { status, headers, sizeBytes } = await ask(address, 'GET', { range: `bytes=${original.length}-` })
    expect(status).toBe(416)
    expect(headers['content-range']).toBe(`bytes */${original.length}`)
    expect(sizeBytes).toBe(0)
  })

  it('tells its length without its bytes', async () => {
    const { status, headers, sizeBytes } = await ask(address, 'HEAD')
    expect(status).toBe(200)
    expect(headers['content-length']).toBe(String(original.length))
    expect(sizeBytes).toBe(0)
  })

  it('is what a player seeks in', async () => {
    const heard = await scene.page.evaluate(async address => {
      const audio = new Audio(address)
      audio.preload = 'metadata'
      const happens = (name: string): Promise<unknown> =>
        new Promise(resolve => audio.addEventListener(name, resolve, { once: true }))
      await happens('loadedmetadata')
      const seeked = happens('seeked')
      audio.currentTime = 45
      await seeked
      return { durationS: audio.duration, atS: audio.currentTime, seekableS: audio.seekable.end(0) }
    }, address)
    expect(heard).toEqual({ durationS: SECONDS, atS: 45, seekableS: SECONDS })
  })

  it('is nothing where there is nothing, and nothing outside of the interface', async () => {
    expect((await ask('media/none/original')).status).toBe(404)
    for (const outside of ['../../package.json', '..%2f..%2fpackage.json', 'assets/%2e%2e/%2e%2e/main.cjs']) {
      expect((await ask(outside)).status).toBe(404)
    }
  })

  it('takes no other method', async () => {
    expect((await ask(address, 'POST')).status).toBe(405)
  })
})

describe('the bridge', () => {
  it('is five functions', async () => {
    const names = await scene.page.evaluate(() => Object.keys(window.earshot).sort())
    expect(names).toEqual(['call', 'desktop', 'on', 'pathsOf', 'send'])
  })

  it('answers errors by code, message and details', async () => {
    const text = await scene.page.evaluate(() => window.earshot.call('machines.get', '{"machineId":"none"}'))
    expect(JSON.parse(text)).toMatchObject({ error: { code: 'not-found', details: {} } })
    for (const [name, input] of [
      ['machines.explode', '{}'],
      ['machines.list', 'no json'],
      ['jobs.list', '{"limit":"many"}']
    ] as const) {
      const answer = await scene.page.evaluate(([name, input]) => window.earshot.call(name, input), [
        name,
        input
      ] as const)
      expect(JSON.parse(answer)).toMatchObject({ error: { code: 'invalid' } })
    }
  })

  it('tells events as they happen', async () => {
    const heard = scene.page.evaluate(
      () =>
        new Promise<string>(resolve => {
          const end = window.earshot.on((name, payloadText) => {
            if (name !== 'settings.changed') return
            end()
            resolve(payloadText)
          })
        })
    )
    await call(scene.page, 'settings.update', { organisation: 'Werk 3' })
    expect(JSON.parse(await heard)).toMatchObject({ organisation: 'Werk 3' })
  })

  it('takes the bytes of a file without a path in parts, and imports it', async () => {
    const { page } = scene
    const { id: machineId } = await call(page, 'machines.create', { name: 'Without path' })
    await page.goto(`app://earshot/#/machines/${machineId}/recordings`)
    await page.getByTestId('import').click()
    await page.getByTestId('import-files').setInputFiles({
      name: 'made in the page.wav',
      mimeType: 'audio/wav',
      buffer: original
    })
    const dialog = page.getByRole('dialog')
    await dialog.getByTestId('start-import').click()
    await dialog.getByTestId('import-result').waitFor()
    const { recordingIds } = await call(page, 'recordings.ids', { machineId })
    const { status, hash } = await ask(mediaUrl.original(recordingIds[0] ?? ''))
    expect(status).toBe(200)
    expect(hash).toBe(hashOf(original))
  })
})
