import { mkdtemp, readdir, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { once } from 'node:events'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import { mediaUrl } from '../../../electron/contract/media.ts'
import { writeClickyWav } from '../../fixtures/report/data.ts'
import { ask } from '../../support/http.ts'
import { runCli } from '../../support/run-cli.ts'
import type { ServerProcess } from '../../support/run-server.ts'
import { runServer } from '../../support/run-server.ts'

let dataDir: string
let server: ServerProcess

const call = async <T>(method: string, input: object): Promise<T> => {
  const answer = await ask(server.port, `/api/${method}`, {
    method: 'POST',
    headers: { cookie: server.cookie, 'content-type': 'application/json' },
    body: JSON.stringify(input)
  })
  const body: unknown = JSON.parse(answer.body.toString())
  if (answer.status !== 200) throw new Error(JSON.stringify(body))
  return body as T
}

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'earshot-server-'))
  server = await runServer(dataDir)
})
afterAll(() => server.child.kill('SIGKILL'))

describe('the server on a real core', () => {
  it('is there within three times two seconds and says where its data lies', async () => {
    expect(server.startedAfterMs).toBeLessThan(6000)
    expect(server.dataDir).toBe(dataDir)
    expect(await call('system.info', {})).toMatchObject({ dataDir, canReadPaths: true })
  })

  it('answers wrong input and unknown calls with their codes', async () => {
    await expect(call('machines.create', { name: '' })).rejects.toThrow('"invalid"')
    await expect(call('machines.get', { machineId: 'nobody' })).rejects.toThrow('"not-found"')
    await expect(call('no.such', {})).rejects.toThrow('"invalid"')
  })

  it('takes an upload to a recording that can be played, telling its listeners', async () => {
    const socket = new WebSocket(`ws://127.0.0.1:${server.port}/events`, {
      headers: { cookie: server.cookie }
    })
    const heard: { name: string; payload: { state?: string } }[] = []
    await once(socket, 'open')
    socket.on('message', data =>
      heard.push(JSON.parse((data as Buffer).toString()) as (typeof heard)[number])
    )
    const { id: machineId } = await call<{ id: string }>('machines.create', { name: 'Lüfter 3' })
    const wav = path.join(dataDir, '..', `${path.basename(dataDir)}-clicks.wav`)
    await writeClickyWav(wav, 5)
    const bytes = await readFile(wav)
    const sent = await ask(server.port, `/${mediaUrl.upload('upload-1', 'normal/Lüfter 1.wav')}`, {
      method: 'POST',
      headers: { cookie: server.cookie, 'content-type': 'audio/wav' },
      body: bytes
    })
    expect(sent.status).toBe(204)
    const plan = await call<{ planId: string; files: { relativePath: string; label: string }[] }>(
      'imports.plan',
      {
        machineId,
        source: { uploadId: 'upload-1' }
      }
    )
    expect(plan.files).toMatchObject([{ relativePath: 'normal/Lüfter 1.wav', label: 'normal' }])
    await call('imports.start', { planId: plan.planId })
    await expect
      .poll(() => heard.some(({ name, payload }) => name === 'jobs.changed' && payload.state === 'done'), {
        timeout: 30_000
      })
      .toBe(true)
    socket.close()
    const { rows } = await call<{ rows: { id: string; fileName: string }[] }>('recordings.list', {
      machineId
    })
    expect(rows).toMatchObject([{ fileName: 'Lüfter 1.wav' }])
    const original = await ask(server.port, `/${mediaUrl.original(rows[0]?.id ?? '')}`, {
      headers: { cookie: server.cookie, range: 'bytes=44-47' }
    })
    expect(original.status).toBe(206)
    expect(original.body.equals(bytes.subarray(44, 48))).toBe(true)
    const spectrogram = await ask(server.port, `/${mediaUrl.spectrogram(rows[0]?.id ?? '', 1, 0, 2)}`, {
      headers: { cookie: server.cookie }
    })
    const frames = spectrogram.body.readFloatLE(0)
    const bins = spectrogram.body.readFloatLE(4)
    expect(spectrogram.body.length).toBe(32 + frames * bins)
  }, 60_000)

  it('keeps its data folder to itself: a second door says so and what to do', async () => {
    const { code, stderr } = await runCli(['--data', dataDir, 'machine', 'list'])
    expect(code).toBe(1)
    expect(stderr).toMatch(/in use|another|already/iu)
    expect(stderr).not.toMatch(/\n\s+at /u)
  })

  it('stops cleanly and can be started again, with a new token', async () => {
    expect(await server.stop('SIGTERM')).toBe(0)
    expect(await readdir(path.join(dataDir, 'logs'))).toHaveLength(1)
    const oldToken = server.token
    server = await runServer(dataDir)
    expect(server.token).not.toBe(oldToken)
    expect(await call('machines.list', {})).toHaveLength(1)
    expect(await server.stop('SIGINT')).toBe(0)
  }, 30_000)
})
