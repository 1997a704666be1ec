import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createDispatcher } from '../../../electron/core/dispatcher.ts'
import { AppError, methods, type Handlers } from '../../../electron/contract/index.ts'
import { openTestCore, type TestCore } from '../../support/core.ts'

const failing = (): Promise<never> => Promise.reject(new TypeError('secret'))
const handlersWith = (changed: Partial<Handlers>): Handlers => {
  const all = Object.fromEntries(Object.keys(methods).map(name => [name, failing]))
  return { ...(all as unknown as Handlers), ...changed }
}

describe('the dispatcher', () => {
  const lines: unknown[] = []
  const log = (_level: string, message: string, details?: unknown): void =>
    void lines.push([message, details])
  beforeEach(() => void lines.splice(0))

  it('answers a defect as internal, keeps its text to the log', async () => {
    const { dispatch } = createDispatcher(handlersWith({}), log)
    const error = await dispatch('machines.list', {}).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(AppError)
    expect(error).toMatchObject({ code: 'internal' })
    expect(JSON.stringify(error)).not.toContain('secret')
    expect(String(lines)).toContain('secret')
  })

  it('answers what its contract does not allow as internal', async () => {
    const wrong = async (): Promise<never> => ({ engineer: 3 }) as never
    const { dispatch } = createDispatcher(handlersWith({ 'settings.get': wrong }), log)
    await expect(dispatch('settings.get', {})).rejects.toMatchObject({ code: 'internal' })
    expect(String(lines)).toContain('settings.get')
  })

  it('passes an AppError on as it is', async () => {
    const refuse = (): Promise<never> => Promise.reject(new AppError('conflict', 'No', { have: 1 }))
    const { dispatch } = createDispatcher(handlersWith({ 'machines.list': refuse }), log)
    await expect(dispatch('machines.list', {})).rejects.toMatchObject({
      code: 'conflict',
      details: { have: 1 }
    })
    expect(lines).toEqual([])
  })

  it('refuses a call that does not exist, also one of every object', async () => {
    const { dispatch } = createDispatcher(handlersWith({}), log)
    await expect(dispatch('toString', {})).rejects.toMatchObject({ code: 'invalid' })
  })

  it('hands on defaults that the contract fills in', async () => {
    let got: unknown
    const list: Handlers['recordings.list'] = async input => {
      got = input
      return { total: 0, rows: [] }
    }
    await createDispatcher(handlersWith({ 'recordings.list': list }), log).dispatch('recordings.list', {
      machineId: 'm'
    })
    expect(got).toEqual({ machineId: 'm', sort: 'recordedAt', descending: true, offset: 0, limit: 200 })
  })
})

describe('the core', () => {
  let test: TestCore
  beforeEach(async () => {
    test = await openTestCore()
  })
  afterEach(() => test.close())

  it('refuses calls once it is closed', async () => {
    await test.core.close()
    await expect(test.call('machines.list', {})).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('tells every event to doors, and goes on when a listener fails', async () => {
    const seen: string[] = []
    test.core.on('machines.changed', () => {
      throw new Error('listener')
    })
    const stop = test.core.onAny(name => seen.push(name))
    await test.call('machines.create', { name: 'A' })
    stop()
    await test.call('machines.create', { name: 'B' })
    expect(seen).toEqual(['machines.changed'])
    expect(test.lines.some(({ message }) => message === 'A listener failed')).toBe(true)
  })
})
