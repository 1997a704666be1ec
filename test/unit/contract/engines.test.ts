import { describe, expect, it } from 'vitest'
import type { EngineCandidate, EngineId, EngineState } from '../../../electron/contract/engines.ts'
import {
  ENGINE_IDS,
  chooseEngine,
  engineLabel,
  processorGflops,
  readEngineChoice
} from '../../../electron/contract/engines.ts'

const works: EngineState = { kind: 'works' }
const absent = (why: string): EngineState => ({ kind: 'absent', why })
const failed = (why: string): EngineState => ({ kind: 'failed', why })

/** All engines: those named, the others absent. */
const computer = (states: Partial<Record<EngineId, EngineState>>): EngineCandidate[] =>
  ENGINE_IDS.map(id => ({ id, state: states[id] ?? absent('there is none') }))

const train = { choice: 'automatic', work: 'train' } as const
const score = { choice: 'automatic', work: 'score' } as const

describe('chooseEngine', () => {
  it('asks for the better engines first', () => {
    const unknown = ENGINE_IDS.map(id => ({ id, state: { kind: 'unknown' } as const }))
    expect(chooseEngine(unknown, train)).toEqual({ kind: 'try', id: 'tensorflow-cuda' })
    expect(chooseEngine(unknown, { ...train, choice: 'tensorflow' })).toEqual({
      kind: 'try',
      id: 'tensorflow'
    })
  })

  it('takes CUDA, then WebGPU, then the processor, and says nothing of what is merely not there', () => {
    const all = { 'tensorflow-cuda': works, webgpu: works, tensorflow: works, wasm: works }
    expect(chooseEngine(computer(all), train)).toEqual({ kind: 'use', id: 'tensorflow-cuda', messages: [] })
    const noCuda = computer({ ...all, 'tensorflow-cuda': absent('no driver') })
    expect(chooseEngine(noCuda, train)).toEqual({ kind: 'use', id: 'webgpu', messages: [] })
    expect(chooseEngine(computer({ tensorflow: works }), train)).toEqual({
      kind: 'use',
      id: 'tensorflow',
      messages: []
    })
  })

  it('passes over a broken engine, and says why', () => {
    const states = { webgpu: failed('it computes wrong numbers'), tensorflow: works }
    expect(chooseEngine(computer(states), train)).toEqual({
      kind: 'use',
      id: 'tensorflow',
      messages: ['WebGPU is not used: it computes wrong numbers. TensorFlow (CPU) computes instead.']
    })
  })

  it('trains on WebGPU only where it was seen to reach the processor, and else says both figures', () => {
    const reaching = (gflops: number): EngineState => ({
      kind: 'works',
      training: { gflops, processorGflops: processorGflops(8) }
    })
    const used = (webgpu: EngineState, wish: Parameters<typeof chooseEngine>[1] = train) =>
      chooseEngine(computer({ webgpu, tensorflow: works }), wish)
    expect(used(reaching(400))).toEqual({ kind: 'use', id: 'webgpu', messages: [] })
    expect(used(reaching(120))).toEqual({
      kind: 'use',
      id: 'tensorflow',
      messages: [
        'WebGPU is not used: it trains with 120 GFLOP/s here, and the processor is expected to reach 400. TensorFlow (CPU) computes instead.'
      ]
    })
    expect(used(reaching(120), score)).toMatchObject({ id: 'webgpu', messages: [] })
    expect(used(reaching(120), { ...train, choice: 'webgpu' })).toMatchObject({ id: 'webgpu', messages: [] })
  })

  it('trains on a slow WebGPU where nothing else trains, after it asked for the processor', () => {
    const training = { gflops: 1, processorGflops: processorGflops(8) }
    const webgpu: EngineState = { kind: 'works', training }
    const unknown = { webgpu, tensorflow: { kind: 'unknown' } } as const
    expect(chooseEngine(computer(unknown), train)).toEqual({ kind: 'try', id: 'tensorflow' })
    expect(chooseEngine(computer({ webgpu, wasm: works }), train)).toEqual({
      kind: 'use',
      id: 'webgpu',
      messages: []
    })
  })

  it('uses the pinned engine although a better one works', () => {
    const states = computer({ 'tensorflow-cuda': works, tensorflow: works })
    expect(chooseEngine(states, { choice: 'tensorflow', work: 'train' })).toEqual({
      kind: 'use',
      id: 'tensorflow',
      messages: []
    })
  })

  it('says why the pinned engine is not used', () => {
    const states = computer({ 'tensorflow-cuda': absent('no driver'), tensorflow: works })
    expect(chooseEngine(states, { choice: 'tensorflow-cuda', work: 'train' })).toEqual({
      kind: 'use',
      id: 'tensorflow',
      messages: [
        'TensorFlow (CUDA) was chosen by hand but is not used: no driver. TensorFlow (CPU) computes instead.'
      ]
    })
  })

  it('scores with WebAssembly where nothing else works, and never trains with it', () => {
    const states = computer({ wasm: works, tensorflow: absent('not set up') })
    expect(chooseEngine(states, score)).toEqual({
      kind: 'use',
      id: 'wasm',
      messages: ['TensorFlow (CPU) is not used: not set up. WebAssembly computes instead.']
    })
    const training = chooseEngine(states, train)
    expect(training.kind).toBe('none')
    expect(training).toMatchObject({ why: expect.stringContaining('it can only score, not train') as string })
  })

  it('names every engine where none works', () => {
    const none = chooseEngine(computer({ webgpu: failed('the driver crashes') }), score)
    expect(none).toMatchObject({ kind: 'none' })
    expect(none.kind === 'none' && none.why.split('\n')).toEqual([
      'No learning engine works here.',
      'TensorFlow (CUDA): there is none.',
      'WebGPU: the driver crashes.',
      'TensorFlow (CPU): there is none.',
      'WebAssembly: there is none.'
    ])
  })
})

describe('what is said of engines', () => {
  it('is engine, kind of device and threads in a model', () => {
    expect(engineLabel({ id: 'tensorflow', threads: 2 })).toBe('tensorflow on the CPU, 2 threads')
    expect(engineLabel({ id: 'wasm', threads: 1 })).toBe('wasm on the CPU, 1 thread')
    expect(engineLabel({ id: 'webgpu', threads: null })).toBe('webgpu on the GPU')
  })

  it('is one of the known choices in EARSHOT_ENGINE', () => {
    expect(readEngineChoice(undefined)).toBeNull()
    expect(readEngineChoice('')).toBeNull()
    expect(readEngineChoice('webgpu')).toBe('webgpu')
    expect(() => readEngineChoice('cuda')).toThrow('tensorflow-cuda')
  })
})
