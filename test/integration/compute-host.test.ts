import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { afterEach, describe, expect, it } from 'vitest'
import type { ClipRef, Compute, RunOptions } from '../../electron/contract/compute.ts'
import { AppError } from '../../electron/contract/errors.ts'
import { createCompute } from '../../electron/core/compute-host/index.ts'
import type { ComputeHostOptions } from '../../electron/core/compute-host/index.ts'
import { forkNode } from '../../electron/core/compute-host/child.ts'
import { pinnedCompute } from '../../electron/core/system/pinned-compute.ts'
import type { Store } from '../../electron/store/index.ts'

const fixture = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/compute/${name}`, import.meta.url))

const opened: Compute[] = []
const logged: { level: string; message: string; details: unknown }[] = []

const open = (options: Partial<ComputeHostOptions> = {}): Compute => {
  const compute = createCompute({
    log: (level, message, details) => logged.push({ level, message, details }),
    fork: () => forkNode(fixture('misbehaving-process.ts')),
    ...options
  })
  opened.push(compute)
  return compute
}

afterEach(async () => {
  await Promise.all(opened.splice(0).map(compute => compute.close()))
  logged.length = 0
})

const ask = (
  compute: Compute,
  behaviour: string,
  options: RunOptions<'probe'> = {},
  paths: readonly string[] = ['']
): Promise<null> => compute.run('probe', { files: paths.map(path => ({ key: behaviour, path })) }, options)

const failure = async (promise: Promise<unknown>): Promise<AppError> => {
  const error: unknown = await promise.then(
    () => undefined,
    (reason: unknown) => reason
  )
  expect(error).toBeInstanceOf(AppError)
  return error as AppError
}

const pidOf = async (compute: Compute, options: RunOptions<'probe'> = {}): Promise<number> => {
  let pid = 0
  await ask(compute, 'pid', { ...options, onItem: item => (pid = Number(item.key)) })
  return pid
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** Resolves when the process has gone; the test's own time limit ends a wait that never ends. */
const goneSoon = async (pid: number): Promise<void> => {
  while (isAlive(pid)) await new Promise(resolve => setTimeout(resolve, 5))
}

describe('a learning engine that is lost', () => {
  it('gives way to the next one, and the task begins again', async () => {
    const items: string[] = []
    const heard: string[] = []
    await ask(open(), 'lose-engine', {
      engine: 'automatic',
      onItem: item => items.push(item.key),
      onEngineLost: message => heard.push(message)
    })
    expect(items).toEqual(['automatic without ', 'automatic without webgpu'])
    expect(heard).toEqual(['The card stopped.'])
  })

  it('fails a task that cannot begin again, and is not used by the next one', async () => {
    const compute = open()
    const error = await failure(ask(compute, 'lose-engine', { engine: 'automatic' }))
    expect(error).toMatchObject({ code: 'engine-lost', details: { engine: 'webgpu' } })
    expect(await ask(compute, 'lose-engine', { engine: 'automatic' })).toBeNull()
  })

  it('is the one in use when its process crashes on a graphics card', async () => {
    const heard: string[] = []
    await ask(open(), 'crash-on-card', {
      engine: 'automatic',
      onEngineLost: message => heard.push(message)
    })
    expect(heard).toHaveLength(1)
    expect(heard[0]).toMatch(/SIGABRT.*WebGPU was in use/)
  })

  it('does not fail a short question, which is asked again quietly', async () => {
    const settings = { all: async () => ({}) } as unknown as Store['settings']
    const compute = pinnedCompute(open(), { settings })
    const input = { modelDir: '', clip: {} as ClipRef }
    const ask = () => compute.run('nearestNormal', input, { isInteractive: true })
    expect(await Promise.all([ask(), ask()])).toEqual(Array(2).fill({ clipId: 'without webgpu' }))
    expect(logged.filter(({ level }) => level !== 'info')).toMatchObject([
      ...[1, 2].map(() => ({ level: 'warn', message: 'An engine was lost: webgpu' }))
    ])
  })

  it('needs another warm process where a person pins another one', async () => {
    const compute = open()
    const first = await pidOf(compute, { isInteractive: true, engine: 'automatic' })
    expect(await pidOf(compute, { isInteractive: true })).toBe(first)
    expect(await pidOf(compute, { isInteractive: true, engine: 'automatic' })).toBe(first)
    expect(await pidOf(compute, { isInteractive: true, engine: 'tensorflow' })).not.toBe(first)
    await goneSoon(first)
  })
})

describe('an engine that works in a window only', () => {
  const openWithWindow = (): Compute => open({ openWindow: () => forkNode(fixture('window-process.ts')) })
  const said = async (compute: Compute, path = ''): Promise<string[]> => {
    const items: string[] = []
    const options = { engine: 'automatic', onItem: item => items.push(item.key) } as RunOptions<'probe'>
    await ask(compute, 'want-window', options, [path])
    return items
  }

  it('gets its tasks there, and the next one at once', async () => {
    const compute = openWithWindow()
    expect(await said(compute)).toEqual(['automatic, true []', 'in the window'])
    expect(await said(compute)).toEqual(['in the window'])
  })

  it('gets none where it is found to be slow there: a process is told so', async () => {
    const compute = openWithWindow()
    const slow = expect.stringMatching(/^automatic, true .*"webgpu".*"gflops":1/) as string
    expect(await said(compute, 'slow')).toEqual(['automatic, true []', slow])
    expect(await said(compute, 'slow')).toEqual([slow])
  })

  it('is lost when its window crashes', async () => {
    const heard: string[] = []
    await ask(
      openWithWindow(),
      'want-window',
      { engine: 'automatic', onEngineLost: message => heard.push(message) },
      ['crash']
    )
    expect(heard).toEqual([expect.stringMatching(/SIGABRT.*WebGPU was in use/)])
  })
})

describe('an engine that a process has opened', () => {
  it('is heard of by the task that opened it, and by the next one of that process', async () => {
    const compute = open()
    const heard: unknown[] = []
    const onEngine = (engine: unknown): void => void heard.push(engine)
    await ask(compute, 'pid', { isInteractive: true, onEngine })
    expect(heard).toEqual([])
    await ask(compute, 'open-engine', { isInteractive: true, onEngine })
    expect(heard).toEqual([{ id: 'tensorflow', threads: 2 }])
    await ask(compute, 'pid', { isInteractive: true, onEngine })
    expect(heard).toHaveLength(2)
    await ask(compute, 'pid', { onEngine })
    expect(heard).toHaveLength(2)
  })
})

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
