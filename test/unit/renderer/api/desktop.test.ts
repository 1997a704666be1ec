import { describe, expect, it } from 'vitest'
import type { DesktopBridge } from '../../../../electron/contract/desktop-bridge.ts'
import { createDesktop } from '../../../../renderer/src/api/desktop.ts'

type Heard = Parameters<Parameters<DesktopBridge['on']>[0]>

const bridgeWith = (parts: Partial<DesktopBridge>): DesktopBridge => ({
  call: async () => '{}',
  desktop: async () => '{}',
  send: async () => '{}',
  on: () => () => undefined,
  pathsOf: () => [],
  ...parts
})

describe('the desktop behind the bridge', () => {
  it('answers a verb, or throws the error with its code', async () => {
    const desktop = createDesktop(
      bridgeWith({
        desktop: async name =>
          name === 'desktop.choose'
            ? JSON.stringify({ value: { paths: ['/a.wav'] } })
            : JSON.stringify({ error: { code: 'not-found', message: 'none', details: {} } })
      })
    )
    expect(await desktop.call('desktop.choose', { what: 'files' })).toEqual({ paths: ['/a.wav'] })
    await expect(desktop.call('desktop.licences', {})).rejects.toMatchObject({ code: 'not-found' })
  })

  it('hears the events of its name until it stops listening', () => {
    const listeners = new Set<(...heard: Heard) => void>()
    const desktop = createDesktop(
      bridgeWith({
        on: listener => {
          listeners.add(listener)
          return () => void listeners.delete(listener)
        }
      })
    )
    const heard: string[] = []
    const stop = desktop.on('desktop.command', ({ id }) => heard.push(id))
    const emit = (...parts: Heard): void => listeners.forEach(listener => listener(...parts))
    emit('desktop.command', JSON.stringify({ id: 'fit' }))
    emit('jobs.changed', '{}')
    stop()
    emit('desktop.command', JSON.stringify({ id: 'fit' }))
    expect(heard).toEqual(['fit'])
  })

  it('gives the paths of a drop only where every file has one', () => {
    const paths = (found: (string | null)[]): readonly string[] | null =>
      createDesktop(bridgeWith({ pathsOf: () => found })).pathsOf(found.map(() => new File([], 'a')))
    expect(paths(['/a', '/b'])).toEqual(['/a', '/b'])
    expect(paths(['/a', null])).toBeNull()
    expect(paths([])).toBeNull()
  })
})
