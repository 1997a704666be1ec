import { describe, expect, it, vi } from 'vitest'
import type { DesktopBridge } from '../../../../electron/contract/desktop-bridge.ts'
import { createIpcClient } from '../../../../renderer/src/api/ipc-client.ts'

const MEGABYTE = 1024 * 1024

/** A bridge that answers every call alike and keeps what it was given. */
const bridgeOf = (answer: unknown) => {
  const listeners = new Set<(name: string, payloadText: string) => void>()
  const text = JSON.stringify(answer)
  const bridge = {
    call: vi.fn(async () => text),
    desktop: vi.fn(async () => text),
    send: vi.fn(async (_address: string, _bytes: Uint8Array) => text),
    pathsOf: () => [],
    on: (listener: (name: string, payloadText: string) => void) => {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    }
  } satisfies DesktopBridge
  const tell = (name: string, payload: unknown): void => {
    for (const listener of listeners) listener(name, JSON.stringify(payload))
  }
  return { bridge, tell }
}
const BASE = 'app://earshot/'
const notAborted = new AbortController().signal

describe('the client over the bridge', () => {
  it('sends the input as JSON and returns the value', async () => {
    const { bridge } = bridgeOf({ value: [] })
    const client = createIpcClient(bridge, BASE)
    expect(await client.call('jobs.list', { limit: 3 })).toEqual([])
    expect(bridge.call).toHaveBeenCalledWith('jobs.list', '{"limit":3}')
  })

  it('throws the error that the core answered', async () => {
    const { bridge } = bridgeOf({ error: { code: 'conflict', message: 'In use', details: { have: 1 } } })
    const call = createIpcClient(bridge, BASE).call('jobs.list', {})
    await expect(call).rejects.toMatchObject({
      name: 'AppError',
      code: 'conflict',
      message: 'In use',
      details: { have: 1 }
    })
  })

  it('makes an AppError of an error that is none of the contract', async () => {
    const { bridge } = bridgeOf({ error: 'broken' })
    const call = createIpcClient(bridge, BASE).call('jobs.list', {})
    await expect(call).rejects.toMatchObject({ name: 'AppError', code: 'internal' })
  })

  it('hands an event to who listens to its name, until it no longer does', () => {
    const { bridge, tell } = bridgeOf({ value: null })
    const client = createIpcClient(bridge, BASE)
    const heard: unknown[] = []
    const end = client.on('machines.changed', payload => heard.push(payload))
    tell('machines.changed', { machineId: 'm1' })
    tell('jobs.changed', { id: 'j1' })
    end()
    tell('machines.changed', { machineId: 'm2' })
    expect(heard).toEqual([{ machineId: 'm1' }])
  })

  it('is never without connection, and leads to addresses of the application', () => {
    const client = createIpcClient(bridgeOf({ value: null }).bridge, `${BASE}index.html`)
    const states: string[] = []
    client.onConnection(state => states.push(state))
    expect(states).toEqual(['open'])
    expect(client.address('media/r1/original')).toBe('app://earshot/media/r1/original')
  })

  it('sends a file without a path in parts, the last word at its end', async () => {
    const { bridge } = bridgeOf({ value: null })
    const file = new File([new Uint8Array(2 * MEGABYTE + 5)], 'a.wav')
    const sent: number[] = []
    const upload = createIpcClient(bridge, BASE).upload
    await upload('u1', 'folder/a.wav', file, notAborted, bytes => sent.push(bytes))
    const calls = bridge.send.mock.calls.map(([address, bytes]) => ({
      step: new URL(address, BASE).searchParams.get('step'),
      path: new URL(address, BASE).searchParams.get('path'),
      sizeBytes: bytes.length
    }))
    const path = 'folder/a.wav'
    expect(calls).toEqual([
      { step: 'part', path, sizeBytes: MEGABYTE },
      { step: 'part', path, sizeBytes: MEGABYTE },
      { step: 'part', path, sizeBytes: 5 },
      { step: 'end', path, sizeBytes: 0 }
    ])
    expect(sent).toEqual([MEGABYTE, 2 * MEGABYTE, 2 * MEGABYTE + 5])
  })

  it('ends a transfer that is aborted', async () => {
    const { bridge } = bridgeOf({ value: null })
    const stop = new AbortController()
    const file = new File([new Uint8Array(3 * MEGABYTE)], 'a.wav')
    const upload = createIpcClient(bridge, BASE).upload('u1', 'a.wav', file, stop.signal, () => stop.abort())
    await expect(upload).rejects.toMatchObject({ code: 'cancelled' })
    expect(
      bridge.send.mock.calls.map(([address]) => new URL(address, BASE).searchParams.get('step'))
    ).toEqual(['part', 'abort'])
  })
})
