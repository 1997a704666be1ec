import { describe, expect, it } from 'vitest'
import { heldOutEpochs } from '../../../../../electron/ml/detectors/autoencoder/machine-model.ts'

describe('a network without a fold of the clips', () => {
  it('is trained for all epochs where the whole one was', () => {
    expect(heldOutEpochs({ epochs: 100 }, 100, 20, 10)).toBe(100)
  })

  it('takes as many steps as the whole one where its time ended it: its threshold is of an equal network', () => {
    expect(heldOutEpochs({ epochs: 100 }, 31, 20, 10)).toBe(62)
    expect(heldOutEpochs({ epochs: 100 }, 1, 3, 2)).toBe(2)
    expect(heldOutEpochs({ epochs: 100 }, 80, 20, 10)).toBe(100)
  })
})
