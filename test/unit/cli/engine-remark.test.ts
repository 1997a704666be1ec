import { describe, expect, it } from 'vitest'
import { engineRemark } from '../../../electron/cli/engine-remark.ts'

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
})
