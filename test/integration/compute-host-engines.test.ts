import { describe, expect, it } from 'vitest'
import type { ClipRef, Compute, RunOptions } from '../../electron/contract/compute.ts'
import { forkNode } from '../../electron/core/compute-host/child.ts'
import { pinnedCompute } from '../../electron/core/system/pinned-compute.ts'
import type { Store } from '../../electron/store/index.ts'
import { ask, failure, fixture, goneSoon, logged, open, pidOf } from '../support/compute-host.ts'

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
