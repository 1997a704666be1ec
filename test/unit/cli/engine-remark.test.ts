import { describe, expect, it } from 'vitest'
import { engineRemark, repeatsRemark } from '../../../electron/cli/engine-remark.ts'
import type { EngineState } from '../../../electron/contract/engines.ts'
import { ENGINE_IDS, chooseEngine } from '../../../electron/contract/engines.ts'

describe('the remark on an engine that cannot train', () => {
  it('names it and the detectors that need another', () => {
    expect(engineRemark('wasm', ['auto', 'ae-mse', 'memcae'])).toBe(
      'WebAssembly (wasm) can only score: ae-mse, memcae will be trained on the next engine that works.'
    )
  })

  it('is not made where nothing is trained, or the engine can', () => {
    expect(engineRemark('wasm', ['auto', 'twfr-gmm'])).toBeNull()
    expect(engineRemark('tensorflow', ['ae-mse'])).toBeNull()
  })

  it('is not said again by the note of the training, whose other notes stay', () => {
    const states: Record<(typeof ENGINE_IDS)[number], EngineState> = {
      'tensorflow-cuda': { kind: 'failed', why: 'the card is broken' },
      webgpu: { kind: 'absent', why: 'none here' },
      tensorflow: { kind: 'works' },
      wasm: { kind: 'works' }
    }
    const decision = chooseEngine(
      ENGINE_IDS.map(id => ({ id, state: states[id] })),
      { choice: 'wasm', work: 'train' }
    )
    const notes = decision.kind === 'use' ? decision.messages : []
    expect(notes).toHaveLength(2)
    expect(notes.filter(note => !repeatsRemark('wasm', note))).toEqual([
      expect.stringContaining('the card is broken')
    ])
  })
})
