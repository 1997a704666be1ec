import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createHttpClient } from '../../../../renderer/src/api/http-client.ts'

const answer = (status: number, body: string): void => {
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => new Response(body, { status }))
  )
}
beforeEach(() => {
  vi.stubGlobal('WebSocket', class {})
})
afterEach(() => vi.unstubAllGlobals())

describe('the client over HTTP', () => {
  it('posts the input to the address of the call and returns the answer', async () => {
    answer(200, '[]')
    const client = createHttpClient('http://127.0.0.1:1/app/index.html')
    expect(await client.call('jobs.list', { limit: 3 })).toEqual([])
    expect(vi.mocked(fetch).mock.calls[0]).toMatchObject([
      'http://127.0.0.1:1/app/api/jobs.list',
      { method: 'POST', body: '{"limit":3}' }
    ])
  })

  it('posts samples as they are to an address of the contract', async () => {
    answer(200, '{"frames":2,"gaps":0,"gapFrames":0}')
    const bytes = new Uint8Array([1, 2, 3, 4])
    const client = createHttpClient('http://127.0.0.1:1/app/index.html')
    expect(await client.send('takes/t1?firstFrame=0', bytes)).toEqual({ frames: 2, gaps: 0, gapFrames: 0 })
    expect(vi.mocked(fetch).mock.calls[0]).toEqual([
      'http://127.0.0.1:1/app/takes/t1?firstFrame=0',
      {
        method: 'POST',
        body: bytes,
        credentials: 'same-origin',
        headers: { 'content-type': 'application/octet-stream' }
      }
    ])
  })

  it('throws the error that the core answered', async () => {
    answer(409, JSON.stringify({ error: { code: 'conflict', message: 'In use', details: { have: 1 } } }))
    const call = createHttpClient('http://127.0.0.1:1/').call('jobs.list', {})
    await expect(call).rejects.toMatchObject({ code: 'conflict', message: 'In use', details: { have: 1 } })
  })

  it('makes an AppError of an answer that is none of the contract', async () => {
    answer(502, '<html>')
    const call = createHttpClient('http://127.0.0.1:1/').call('jobs.list', {})
    await expect(call).rejects.toMatchObject({ name: 'AppError', code: 'internal' })
  })

  it('says when nobody answers', async () => {
    vi.stubGlobal(
      'fetch',
      vi.fn(async () => Promise.reject(new TypeError('Failed to fetch')))
    )
    const call = createHttpClient('http://127.0.0.1:1/').call('jobs.list', {})
    await expect(call).rejects.toMatchObject({ code: 'internal', details: { isOffline: true } })
  })
})
