import { expect, it } from 'vitest'
import { engineLabel } from '../../../../electron/contract/engines.ts'
import { engineWords, missedPin } from '../../../../renderer/src/components/format/engine.ts'

const PROCESSOR = engineLabel({ id: 'tensorflow', threads: 2 })
const CARD = engineLabel({ id: 'webgpu', threads: null })

it('spells an engine that a version names as the rest of the interface does', () => {
  expect([PROCESSOR, CARD, 'javascript'].map(engineWords)).toEqual([
    'TensorFlow (CPU), 2 threads',
    'WebGPU',
    'javascript'
  ])
})

it('knows that a pinned engine is not the one that computes', () => {
  expect(missedPin('webgpu', PROCESSOR)).toBe('webgpu')
  expect(missedPin('webgpu', CARD)).toBeNull()
  expect(missedPin('automatic', PROCESSOR)).toBeNull()
  expect(missedPin(undefined, PROCESSOR)).toBeNull()
})
