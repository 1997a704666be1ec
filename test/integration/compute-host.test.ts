import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { AppError } from '../../electron/contract/errors.ts'
import { forkNode } from '../../electron/core/compute-host/child.ts'
import { ask, failure, fixture, goneSoon, isAlive, logged, open, pidOf } from '../support/compute-host.ts'

describe('the host of compute processes', () => {
  it('hands on all items, in order, and the last progress', async () => {
    const items: string[] = []
    const progress: [number, string][] = []
    const paths = Array.from({ length: 1200 }, (_, index) => `file ${index}`)
    await ask(
      open(),
      'items',
      { onItem: item => items.push(item.key), onProgress: (...report) => progress.push(report) },
      paths
    )
    expect(items).toEqual(paths)
    expect(progress.at(-1)).toEqual([1, 'all'])
    expect(progress.length).toBeLessThan(100)
  })

  it('carries code, message and details of an AppError across the process boundary', async () => {
    const error = await failure(ask(open(), 'refuse'))
    expect(error).toMatchObject({
      code: 'unreadable',
      message: 'pump.wav: empty',
      details: { file: 'pump.wav', reason: 'empty' }
    })
  })

  it('answers any other error as internal, and logs its stack', async () => {
    const error = await failure(ask(open(), 'break'))
    expect(error.code).toBe('internal')
    expect(error.message).not.toContain('pump')
    expect(logged).toHaveLength(1)
    expect(String(logged[0]?.details)).toMatch(/undefined is not a pump\n\s+at /)
  })

  it('answers compute-lost with the reason when the process crashes', async () => {
    const error = await failure(ask(open(), 'crash'))
    expect(error).toMatchObject({ code: 'compute-lost', details: { task: 'probe', signal: 'SIGABRT' } })
    expect(error.message).toContain('SIGABRT')
  })

  it('answers compute-lost with the exit code when the process exits', async () => {
    const error = await failure(ask(open(), 'exit'))
    expect(error).toMatchObject({ code: 'compute-lost', details: { exitCode: 7 } })
  })

  it('answers compute-lost when the process is killed from outside', async () => {
    const compute = open()
    const pid = await pidOf(compute, { isInteractive: true })
    const running = failure(
      ask(compute, 'wait', { isInteractive: true, onProgress: () => process.kill(pid, 'SIGKILL') })
    )
    expect(await running).toMatchObject({ code: 'compute-lost', details: { signal: 'SIGKILL' } })
  })

  it('answers compute-lost when there is no script to start', async () => {
    const error = await failure(ask(open({ fork: () => forkNode('/nowhere/compute.ts') }), 'items'))
    expect(error.code).toBe('compute-lost')
  })

  it('ends a cancelled task as cancelled, whatever it broke on the way out', async () => {
    const controller = new AbortController()
    const error = await failure(
      ask(open(), 'wait', { signal: controller.signal, onProgress: () => controller.abort() })
    )
    expect(error.code).toBe('cancelled')
    expect(logged).toEqual([])
  })

  it('kills a task that hangs after its grace, and answers cancelled', async () => {
    const controller = new AbortController()
    const compute = open({ graceMs: 100 })
    const error = await failure(
      ask(compute, 'hang', { signal: controller.signal, onProgress: () => controller.abort() })
    )
    expect(error.code).toBe('cancelled')
    expect(logged.map(entry => entry.level)).toEqual(['warn'])
  })

  it('starts nothing for a signal that is aborted already', async () => {
    let starts = 0
    const compute = open({
      fork: () => {
        starts++
        return forkNode(fixture('misbehaving-process.ts'))
      }
    })
    expect((await failure(ask(compute, 'items', { signal: AbortSignal.abort() }))).code).toBe('cancelled')
    expect(starts).toBe(0)
  })

  it('ends a task cancelled while its process starts', async () => {
    const controller = new AbortController()
    const running = failure(ask(open(), 'wait', { signal: controller.signal }))
    controller.abort()
    expect((await running).code).toBe('cancelled')
  })

  it('fails the task, not the host, when a listener throws', async () => {
    const onItem = (): void => {
      throw new AppError('conflict', 'no room for it')
    }
    expect((await failure(ask(open(), 'items', { onItem }))).code).toBe('conflict')
  })

  it('gives each job a process of its own and ends it', async () => {
    const compute = open()
    const [first, second] = [await pidOf(compute), await pidOf(compute)]
    expect(first).not.toBe(second)
    await goneSoon(first)
  })

  it('keeps one process warm for interactive tasks and starts another when it has died', async () => {
    const compute = open()
    const first = await pidOf(compute, { isInteractive: true })
    expect(await pidOf(compute, { isInteractive: true })).toBe(first)
    await failure(ask(compute, 'crash', { isInteractive: true }))
    expect(await pidOf(compute, { isInteractive: true })).not.toBe(first)
  })

  it('ends the warm process when nobody has asked anything for a while', async () => {
    await goneSoon(await pidOf(open({ idleMs: 1 }), { isInteractive: true }))
  })

  it('ends all processes on close and refuses tasks afterwards', async () => {
    const compute = open()
    const pid = await pidOf(compute, { isInteractive: true })
    const running = failure(ask(compute, 'wait', { onProgress: () => void compute.close() }))
    expect((await running).code).toBe('compute-lost')
    await compute.close()
    expect(isAlive(pid)).toBe(false)
    expect((await failure(ask(compute, 'items'))).code).toBe('cancelled')
  })

  it('leaves no process behind when the host is killed', async () => {
    const host = spawn(process.execPath, [fixture('host-that-dies.ts')], {
      stdio: ['ignore', 'pipe', 'inherit']
    })
    const [line] = (await once(host.stdout, 'data')) as [Buffer]
    const pid = Number(line.toString())
    expect(isAlive(pid)).toBe(true)
    host.kill('SIGKILL')
    await goneSoon(pid)
  })
})
