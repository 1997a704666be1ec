import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { answerPage, type PageAnswer } from '../../../../electron/main/protocol/answer.ts'
import { createFakeCore, type FakeCore } from '../../../support/fake-core.ts'

let folder = ''
let fake: FakeCore
beforeAll(async () => {
  fake = await createFakeCore()
  folder = await mkdtemp(path.join(tmpdir(), 'earshot-pages-'))
  await mkdir(path.join(folder, 'renderer', 'assets'), { recursive: true })
  await writeFile(path.join(folder, 'renderer', 'index.html'), '<p>interface</p>')
  await writeFile(path.join(folder, 'renderer', 'assets', 'index-1.js'), 'export {}')
  await writeFile(path.join(folder, 'secret.txt'), 'secret')
})
afterAll(() => rm(folder, { recursive: true }))

const ask = (address: string, method = 'GET', range: string | null = null): Promise<PageAnswer> =>
  answerPage(
    { core: fake.core, rendererDir: path.join(folder, 'renderer'), log: () => undefined },
    `app://earshot/${address}`,
    { method, header: name => (name === 'range' ? range : null) }
  )

describe('answerPage', () => {
  it('serves the interface with its content security policy', async () => {
    const { status, headers, body } = await ask('')
    expect(status).toBe(200)
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-cache',
      'x-content-type-options': 'nosniff',
      'content-security-policy': expect.stringContaining("default-src 'none'; script-src 'self'")
    })
    expect(body === null ? '' : await text(body)).toBe('<p>interface</p>')
  })

  it('serves its scripts as scripts, to be kept', async () => {
    const { headers, body } = await ask('assets/index-1.js')
    expect(headers).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable'
    })
    body?.destroy()
  })

  it('answers a part of a recording', async () => {
    const { status, headers, body } = await ask('media/r1/original', 'GET', 'bytes=10-12')
    expect(status).toBe(206)
    expect(headers).toMatchObject({ 'content-range': 'bytes 10-12/1000', 'content-type': 'audio/wav' })
    expect(body === null ? '' : await text(body)).toBe('\n\u000b\f')
  })

  it('names a report as a file to save where that is asked for', async () => {
    const core = { media: () => fake.core.media('reports/p1') }
    const host = { core, rendererDir: folder, log: () => undefined }
    const request = { method: 'GET', header: () => null }
    const { headers, body } = await answerPage(host, 'app://earshot/reports/p1?download=1', request)
    expect(headers['content-disposition']).toMatch(/^attachment; .*UTF-8''L%C3%BCfter/u)
    body?.destroy()
  })

  it('has no body for HEAD', async () => {
    const { status, headers, body } = await ask('media/r1/original', 'HEAD')
    expect(status).toBe(200)
    expect(headers['content-length']).toBe('1000')
    expect(body).toBeNull()
    expect((await ask('', 'HEAD')).body).toBeNull()
  })

  it.each([
    '../secret.txt',
    '..%2fsecret.txt',
    'assets/..%2f..%2fsecret.txt',
    'assets%00.js',
    'assets',
    '%zz',
    'media/none/original'
  ])('answers 404 to %s', async address => {
    expect((await ask(address)).status).toBe(404)
  })

  it('takes no other method and no other origin', async () => {
    expect((await ask('media/r1/original', 'POST')).status).toBe(405)
    const host = { core: fake.core, rendererDir: folder, log: () => undefined }
    const elsewhere = await answerPage(host, 'app://other/', { method: 'GET', header: () => null })
    expect(elsewhere.status).toBe(404)
  })
})
