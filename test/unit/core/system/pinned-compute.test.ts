import { expect, it } from 'vitest'
import type { Compute, RunOptions } from '../../../../electron/contract/compute.ts'
import { engineChoiceNow, pinnedCompute } from '../../../../electron/core/system/pinned-compute.ts'

const store = (settings: Record<string, unknown>) => ({
  settings: { all: async () => settings, save: async () => undefined }
})

const listening = (): { readonly compute: Compute; readonly engines: unknown[] } => {
  const engines: unknown[] = []
  const run = (async (name: string, _input: unknown, options?: { engine?: string }) => {
    engines.push([name, options?.engine])
    return null
  }) as Compute['run']
  return { compute: { run, close: async () => undefined }, engines }
}

it('tells tasks that train or score which engine is pinned, and no others', async () => {
  const { compute, engines } = listening()
  const pinned = pinnedCompute(compute, store({ engine: 'webgpu' }))
  await pinned.run('score', { modelDir: '', clips: [], cacheDir: '' })
  await pinned.run('peaks', { audioPath: '', channel: 1, outPath: '' })
  expect(engines).toEqual([
    ['score', 'webgpu'],
    ['peaks', undefined]
  ])
})

it('leaves the engine that a caller names', async () => {
  const { compute, engines } = listening()
  const pinned = pinnedCompute(compute, store({ engine: 'webgpu' }))
  await pinned.run('score', { modelDir: '', clips: [], cacheDir: '' }, { engine: 'tensorflow' })
  expect(engines).toEqual([['score', 'tensorflow']])
})

it('hears of the engine of every task but the measuring of one', async () => {
  const heard: unknown[] = []
  const run = (async (name: string, _input: unknown, options?: RunOptions<'fit'>) => {
    options?.onEngine?.({ id: name === 'measureEngine' ? 'webgpu' : 'tensorflow', threads: 2 })
    return null
  }) as Compute['run']
  const compute = { run, close: async () => undefined }
  const pinned = pinnedCompute(compute, store({}), engine => heard.push(engine.id))
  await pinned.run('measureEngine', { engine: 'webgpu', isPinned: false })
  await pinned.run('score', { modelDir: '', clips: [] })
  await pinned.run('learningEngine', {})
  expect(heard).toEqual(['tensorflow', 'tensorflow'])
})

it('takes EARSHOT_ENGINE before the settings', async () => {
  expect(await engineChoiceNow(store({ engine: 'webgpu' }), { EARSHOT_ENGINE: 'wasm' })).toBe('wasm')
  expect(await engineChoiceNow(store({ engine: 'webgpu' }), {})).toBe('webgpu')
  expect(await engineChoiceNow(store({}), {})).toBe('automatic')
})
