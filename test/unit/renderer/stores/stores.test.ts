import { createApp, type App } from 'vue'
import { createPinia, setActivePinia } from 'pinia'
import { describe, expect, it, vi } from 'vitest'
import type { Job } from '../../../../electron/contract/jobs.ts'
import { AppError } from '../../../../electron/contract/errors.ts'
import type { DoctorReport, Settings, SystemInfo } from '../../../../electron/contract/system.ts'
import type { RemoteClient } from '../../../../renderer/src/api/remote-client.ts'
import { CLIENT_KEY } from '../../../../renderer/src/api/use-client.ts'
import { useConnectionStore } from '../../../../renderer/src/stores/connection.ts'
import { useJobStore } from '../../../../renderer/src/stores/jobs.ts'
import { useMachineStore } from '../../../../renderer/src/stores/machines.ts'
import { useSettingsStore } from '../../../../renderer/src/stores/settings.ts'
import { createFakeClient, type FakeClient } from '../../../support/fake-client.ts'
import { job } from '../job.ts'
import { machineSummary } from '../machine-summary.ts'

type Watcher = Parameters<RemoteClient['onConnection']>[0]

const provide = (client: FakeClient, watchers: Watcher[] = []): App => {
  const remote: RemoteClient = {
    ...client,
    onConnection: watcher => {
      watchers.push(watcher)
      watcher('connecting')
      return () => undefined
    },
    reconnect: vi.fn(),
    upload: async () => undefined,
    send: async () => null,
    address: path => path
  }
  const app = createApp({})
  app.provide(CLIENT_KEY, remote)
  const pinia = createPinia()
  app.use(pinia)
  setActivePinia(pinia)
  return app
}

describe('the store of machines', () => {
  it('loads a machine again when an event names it, once for a burst', async () => {
    let openFindings = 0
    const client = createFakeClient({
      'machines.list': () => [machineSummary({ name: 'fan' })],
      'machines.get': () => machineSummary({ name: 'fan' }, { openFindings: ++openFindings })
    })
    provide(client)
    const store = useMachineStore()
    await store.refresh()
    for (let index = 0; index < 5; index++) client.emit('machines.changed', { machineId: 'fan' })
    client.emit('findings.changed', { machineId: 'fan' })
    await vi.waitFor(() => expect(store.byId.get('fan')?.openFindings).toBe(1))
    expect(client.calls.filter(call => call.name === 'machines.get').length).toBe(1)
  })

  it('forgets a machine that is not there any more', async () => {
    const client = createFakeClient({
      'machines.list': () => [machineSummary({ name: 'fan' })],
      'machines.get': () => {
        throw new AppError('not-found', 'No such machine')
      }
    })
    provide(client)
    const store = useMachineStore()
    await store.refresh()
    await store.refreshOne('fan')
    expect(store.all).toEqual([])
  })
})

describe('the store of jobs', () => {
  it('has the newest first and follows progress by events', async () => {
    const client = createFakeClient({
      'jobs.list': () => [
        job('old', { state: 'done', createdAt: '2026-01-01T00:00:00.000Z' }),
        job('new', { state: 'running', createdAt: '2026-01-02T00:00:00.000Z' })
      ]
    })
    provide(client)
    const store = useJobStore()
    await store.refresh()
    client.emit(
      'jobs.changed',
      job('new', { state: 'running', progress: 0.5, createdAt: '2026-01-02T00:00:00.000Z' })
    )
    expect(store.all.map(({ id }) => id)).toEqual(['new', 'old'])
    expect(store.active.map(({ progress }) => progress)).toEqual([0.5])
  })
})

describe('the fit of a machine', () => {
  it('is the one that runs, before one that waits; none of another machine, and none that has ended', async () => {
    const fit = (id: string, state: Job['state'], machineId = 'fan', day = 1): Job =>
      job(id, { state, machineId, createdAt: `2026-01-0${day}T00:00:00.000Z` })
    const client = createFakeClient({
      'jobs.list': () => [
        fit('waits', 'queued', 'fan', 1),
        fit('runs', 'running', 'fan', 2),
        fit('later', 'queued', 'fan', 3),
        fit('pump', 'queued', 'pump'),
        fit('ended', 'done', 'mill')
      ]
    })
    provide(client)
    const store = useJobStore()
    await store.refresh()
    expect(['fan', 'pump', 'mill'].map(id => store.fitOf(id)?.id)).toEqual(['runs', 'pump', undefined])
    client.emit('jobs.changed', fit('runs', 'done', 'fan', 2))
    expect(store.fitOf('fan')?.id).toBe('waits')
  })
})

describe('the store of the connection', () => {
  it('counts how often the host came back, not its first greeting', () => {
    const watchers: Watcher[] = []
    provide(createFakeClient({}), watchers)
    const store = useConnectionStore()
    const [tell] = watchers
    tell?.('open')
    expect(store.generation).toBe(0)
    tell?.('lost')
    tell?.('open')
    expect([store.state, store.generation]).toEqual(['open', 1])
  })
})

describe('the store of settings', () => {
  it('names the engine in use as soon as a process has opened one', () => {
    const client = createFakeClient({})
    provide(client)
    const store = useSettingsStore()
    expect(store.engineName).toBeUndefined()
    client.emit('engine.changed', { id: 'tensorflow', threads: 2 })
    expect(store.engineName).toBe('TensorFlow (CPU), 2 threads')
    client.emit('engine.changed', { id: 'webgpu', threads: null })
    expect(store.engineName).toBe('WebGPU')
  })

  it('forgets the engine in use when another one is chosen, and takes no measurement of before', async () => {
    const settings = { engine: 'automatic' } as Settings
    const report = { engine: 'webgpu', choice: 'automatic', engines: [{ id: 'webgpu', threads: null }] }
    const client = createFakeClient({
      'settings.get': () => settings,
      'settings.update': fields => ({ ...settings, ...fields }),
      'system.info': () => ({ startedAt: '2026-01-02T00:00:00.000Z', engine: null }) as SystemInfo
    })
    provide(client)
    const store = useSettingsStore()
    await store.refresh()
    const measuredAt = (at: string): void => {
      store.measured = { report: report as unknown as DoctorReport, at }
    }
    measuredAt('2026-01-01T00:00:00.000Z')
    expect([store.engineName, store.isOutdated]).toEqual([undefined, false])
    measuredAt('2026-01-03T00:00:00.000Z')
    expect(store.engineName).toBe('WebGPU')
    client.emit('engine.changed', { id: 'webgpu', threads: null })
    await store.update({ engine: 'tensorflow' })
    expect([store.engineName, store.isOutdated]).toEqual([undefined, true])
  })
})
