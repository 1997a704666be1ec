import { mkdtemp, mkdir, writeFile } from 'node:fs/promises'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { MAX_BLOCK_BYTES } from '../../../electron/contract/recorder.ts'
import type { RunningServer } from '../../../electron/server/server.ts'
import { startServer } from '../../../electron/server/server.ts'
import type { FakeCore } from '../../support/fake-core.ts'
import { createFakeCore } from '../../support/fake-core.ts'
import { ask } from '../../support/http.ts'

let fake: FakeCore
let server: RunningServer
let cookie: string
const logged: unknown[] = []

const get = (address: string, headers: Record<string, string> = {}, method = 'GET') =>
  ask(server.port, address, { method, headers: { cookie, ...headers } })

const call = (method: string, body: string, headers: Record<string, string> = {}) =>
  ask(server.port, `/api/${method}`, {
    method: 'POST',
    headers: { cookie, 'content-type': 'application/json', ...headers },
    body
  })

const signIn = async (running: RunningServer): Promise<string> => {
  const answer = await ask(running.port, `/?token=${running.token}`)
  return (answer.headers['set-cookie']?.[0] ?? '').split(';')[0] ?? ''
}

beforeAll(async () => {
  fake = await createFakeCore()
  const rendererDir = path.join(await mkdtemp(path.join(tmpdir(), 'earshot-renderer-')), 'renderer')
  await mkdir(path.join(rendererDir, 'assets'), { recursive: true })
  await writeFile(path.join(rendererDir, 'index.html'), '<!doctype html><title>Earshot</title>')
  await writeFile(path.join(rendererDir, 'assets', 'app-1a2b.js'), 'export {}')
  await writeFile(path.join(rendererDir, '..', 'secret.txt'), 'secret')
  server = await startServer({
    core: fake.core,
    rendererDir,
    port: 0,
    log: (_level, _message, details) => logged.push(details)
  })
  cookie = await signIn(server)
})
afterAll(() => server.close(), 5000)

describe('the session', () => {
  it('is opened by the printed address once', async () => {
    const other = await startServer({
      core: fake.core,
      rendererDir: '/nowhere',
      port: 0,
      log: () => undefined
    })
    const first = await ask(other.port, new URL(other.address).pathname + new URL(other.address).search)
    const second = await ask(other.port, `/?token=${other.token}`, { headers: { accept: 'text/html' } })
    await other.close()
    expect(first.status).toBe(303)
    expect(first.headers.location).toBe('/')
    expect(first.headers['set-cookie']?.[0]).toMatch(/; Path=\/; HttpOnly; SameSite=Strict$/u)
    expect(second.status).toBe(401)
    expect(second.headers['set-cookie']).toBeUndefined()
    expect(second.body.toString()).toContain('has been used already')
  })

  it('explains itself to a browser without one', async () => {
    const answer = await ask(server.port, '/', { headers: { accept: 'text/html' } })
    expect(answer.status).toBe(401)
    expect(answer.body.toString()).toContain('prints an address with a token')
  })

  it.each(['/api/test.echo', '/media/r1/original', '/assets/app-1a2b.js', '/uploads/u?path=a', '/events'])(
    'is needed for %s',
    async address => {
      const answer = await ask(server.port, address, { method: address.startsWith('/api') ? 'POST' : 'GET' })
      expect(answer.status).toBe(401)
      expect(JSON.parse(answer.body.toString())).toMatchObject({ error: { code: 'unauthorised' } })
    }
  )

  it('is not opened by another cookie or a wrong token', async () => {
    const forged = await ask(server.port, '/media/r1/original', {
      headers: { cookie: `earshot-${server.port}=x` }
    })
    const wrong = await ask(server.port, '/?token=x')
    expect([forged.status, wrong.status]).toEqual([401, 401])
  })
})

describe('requests from elsewhere', () => {
  it('refuses a host name that merely points here', async () => {
    const answer = await get('/media/r1/original', { host: `evil.example:${server.port}` })
    expect(answer.status).toBe(403)
  })

  it("refuses another site's origin and accepts its own", async () => {
    const theirs = await call('test.echo', '{}', { origin: 'https://evil.example' })
    const ours = await call('test.echo', '{}', { origin: `http://127.0.0.1:${server.port}` })
    expect([theirs.status, ours.status]).toEqual([403, 200])
  })

  it('listens on the loopback address alone', async () => {
    const probe = createServer().listen(server.port, '127.0.0.2')
    await once(probe, 'listening')
    expect((probe.address() as AddressInfo).port).toBe(server.port)
    probe.close()
  })
})

describe('calls', () => {
  it('pass input and output as JSON', async () => {
    const answer = await call('test.echo', '{"name":"Lüfter"}')
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body.toString())).toEqual({ name: 'Lüfter' })
    expect(answer.headers['cache-control']).toBe('no-store')
  })

  it('answer an error with its code, message and details', async () => {
    const busy = await call('test.busy', '{}')
    expect(busy.status).toBe(409)
    expect(JSON.parse(busy.body.toString())).toEqual({
      error: { code: 'busy', message: 'Another job is running', details: { jobId: 'j1' } }
    })
    expect((await call('no.such', '{}')).status).toBe(404)
  })

  it('hide a defect and log it', async () => {
    const answer = await call('test.defect', '{}')
    expect(answer.status).toBe(500)
    expect(answer.body.toString()).not.toContain('secret')
    expect(logged.at(-1)).toBeInstanceOf(TypeError)
  })

  it('refuse a body that is not JSON', async () => {
    const answer = await call('test.echo', '{"a":')
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.body.toString())).toMatchObject({ error: { code: 'invalid' } })
  })
})

describe('media', () => {
  it('answers a range with 206 and the bytes of it', async () => {
    const answer = await get('/media/r1/original', { range: 'bytes=10-13' })
    expect(answer.status).toBe(206)
    expect(answer.headers['content-range']).toBe('bytes 10-13/1000')
    expect([...answer.body]).toEqual([10, 11, 12, 13])
    expect(answer.headers['content-type']).toBe('audio/wav')
  })

  it('answers the whole, and HEAD without a body', async () => {
    const whole = await get('/media/r1/original')
    const head = await get('/media/r1/original', {}, 'HEAD')
    expect([whole.status, whole.body.length]).toEqual([200, 1000])
    expect([head.status, head.body.length, head.headers['content-length']]).toEqual([200, 0, '1000'])
    expect(head.headers['accept-ranges']).toBe('bytes')
  })

  it('answers 416 beyond the end', async () => {
    const answer = await get('/media/r1/original', { range: 'bytes=1000-' })
    expect(answer.status).toBe(416)
    expect(answer.headers['content-range']).toBe('bytes */1000')
  })

  it('answers 304 to its own ETag and ignores a range of another version', async () => {
    const { headers } = await get('/media/r1/original')
    const again = await get('/media/r1/original', { 'if-none-match': headers.etag ?? '' })
    const stale = await get('/media/r1/original', { range: 'bytes=0-0', 'if-range': '"other"' })
    expect(again.status).toBe(304)
    expect([stale.status, stale.body.length]).toEqual([200, 1000])
  })

  it('passes the query to the core and serves bytes made on the spot', async () => {
    const answer = await get('/media/r1/peaks?channel=1', { range: 'bytes=-2' })
    expect([answer.status, ...answer.body]).toEqual([206, 3, 4])
    expect((await get('/media/r2/original')).status).toBe(404)
  })

  it('serves a report for a frame of its own pages, under its name', async () => {
    const shown = await get('/reports/p1')
    const saved = await get('/reports/p1?download=1')
    expect(shown.headers['content-security-policy']).toBe("frame-ancestors 'self'")
    expect(shown.headers['content-disposition']).toMatch(/^inline; filename="L_fter 3 __\.pdf"/u)
    expect(saved.headers['content-disposition']).toContain('attachment; ')
    expect(saved.headers['content-disposition']).toContain(
      "filename*=UTF-8''L%C3%BCfter%203%20%E5%A0%B1%E5%91%8A.pdf"
    )
  })
})

describe('uploads', () => {
  const upload = (address: string, body: Buffer, type = 'audio/wav') =>
    ask(server.port, address, { method: 'POST', headers: { cookie, 'content-type': type }, body })

  it('stream a file of any type, several megabytes long, under its relative path', async () => {
    const bytes = Buffer.alloc(6_000_000, 7)
    const answer = await upload(`/uploads/u1?path=${encodeURIComponent('normal/Lüfter "1".wav')}`, bytes)
    expect(answer.status).toBe(204)
    expect(fake.uploads.get('u1/normal/Lüfter "1".wav')?.equals(bytes)).toBe(true)
  })

  it('take an empty file and one that calls itself JSON', async () => {
    expect((await upload('/uploads/u1?path=empty.wav', Buffer.alloc(0))).status).toBe(204)
    expect((await upload('/uploads/u1?path=a.json', Buffer.from('{'), 'application/json')).status).toBe(204)
    expect(fake.uploads.get('u1/empty.wav')?.length).toBe(0)
    expect(fake.uploads.get('u1/a.json')?.toString()).toBe('{')
  })

  it('are refused without a path, and where the core refuses', async () => {
    expect((await upload('/uploads/u1', Buffer.from('x'))).status).toBe(400)
    expect((await upload('/uploads/u1?path=../x', Buffer.from('x'))).status).toBe(400)
  })
})

describe('samples', () => {
  const post = (address: string, body: Buffer, headers: Record<string, string> = { cookie }) =>
    ask(server.port, address, { method: 'POST', headers, body })

  it.each([
    ['of any type', { 'content-type': 'application/json' }],
    ['of no type', {}]
  ])('reach the core with address and bytes, %s', async (_, headers) => {
    const answer = await post('/takes/t1?firstFrame=16000', Buffer.alloc(3_000_000, 7), {
      cookie,
      ...headers
    })
    expect(answer.status).toBe(200)
    expect(JSON.parse(answer.body.toString())).toEqual({
      address: 'takes/t1?firstFrame=16000',
      bytes: 3_000_000,
      last: 7
    })
  })

  it('are answered with the error of the core', async () => {
    const answer = await post('/live/m1?sampleRateHz=48000&channels=1', Buffer.alloc(8))
    expect(answer.status).toBe(409)
    expect(JSON.parse(answer.body.toString())).toMatchObject({ error: { code: 'conflict' } })
  })

  it('are refused without a session, from another site and beyond the limit', async () => {
    const bytes = Buffer.alloc(8)
    const size = { cookie, 'content-length': String(MAX_BLOCK_BYTES + 1), 'content-type': 'x/y' }
    expect((await post('/takes/t1?firstFrame=0', bytes, {})).status).toBe(401)
    expect(
      (await post('/takes/t1?firstFrame=0', bytes, { cookie, origin: 'https://evil.example' })).status
    ).toBe(403)
    expect((await post('/takes/t1?firstFrame=0', bytes, size)).status).toBe(413)
  })
})

describe('events', () => {
  it('reach a signed-in socket, and its end is noticed', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/events`, { headers: { cookie } })
    await once(socket, 'open')
    const message = once(socket, 'message')
    fake.emit('machines.changed', { machineId: 'm1' })
    const [data] = (await message) as [Buffer]
    expect(JSON.parse(data.toString())).toEqual({ name: 'machines.changed', payload: { machineId: 'm1' } })
    socket.close()
    await once(socket, 'close')
    await expect.poll(() => fake.listeners()).toBe(0)
  })

  it.each([
    ['without a session', {}, 401],
    ['from another site', { origin: 'https://evil.example' }, 403]
  ])('are refused %s', async (_name, headers, status) => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/events`, {
      headers: status === 403 ? { cookie, ...headers } : { ...headers }
    })
    const [, response] = (await once(socket, 'unexpected-response')) as [unknown, { statusCode: number }]
    expect(response.statusCode).toBe(status)
    socket.on('error', () => undefined)
    socket.terminate()
  })
})

describe('the interface', () => {
  it('is served with a strict policy', async () => {
    const answer = await get('/', { accept: 'text/html' })
    const policy = String(answer.headers['content-security-policy'])
    expect(answer.status).toBe(200)
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self';")
    expect(policy).toContain("frame-ancestors 'none'")
    expect(answer.headers['x-content-type-options']).toBe('nosniff')
    expect(answer.headers['referrer-policy']).toBe('no-referrer')
  })

  it('leads every page address to index.html, and keeps hashed files for a year', async () => {
    const page = await get('/machines/abc/findings?filter=open', { accept: 'text/html' })
    const script = await get('/assets/app-1a2b.js')
    expect(page.body.toString()).toContain('<title>Earshot</title>')
    expect(script.headers['content-type']).toBe('text/javascript; charset=utf-8')
    expect(script.headers['cache-control']).toContain('immutable')
    expect((await get('/assets/gone.js')).status).toBe(404)
  })

  it.each(['/../secret.txt', '/..%2fsecret.txt', '/%2e%2e/secret.txt', '/assets/..%2f..%2fsecret.txt'])(
    'does not lead out of its folder: %s',
    async address => {
      expect((await get(address)).body.toString()).not.toContain('secret')
    }
  )

  it('says what to do where it has not been built', async () => {
    const bare = await startServer({
      core: fake.core,
      rendererDir: '/nowhere',
      port: 0,
      log: () => undefined
    })
    const answer = await ask(bare.port, '/', { headers: { cookie: await signIn(bare), accept: 'text/html' } })
    await bare.close()
    expect(answer.status).toBe(503)
    expect(answer.body.toString()).toContain('npm start')
  })
})

it('takes another port where the wanted one is in use', async () => {
  const second = await startServer({
    core: fake.core,
    rendererDir: '/nowhere',
    port: server.port,
    log: () => undefined
  })
  expect(second.port).not.toBe(server.port)
  await second.close()
})
