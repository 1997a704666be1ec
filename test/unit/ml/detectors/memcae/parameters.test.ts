import { describe, expect, it } from 'vitest'
import { MEMCAE_PARAMETERS, networkSizes } from '../../../../../electron/ml/detectors/memcae/parameters.ts'
import { readParameters } from '../../../../../electron/ml/detectors/parameters.ts'

const sizes = (given: Record<string, unknown>) => networkSizes(readParameters(MEMCAE_PARAMETERS, given))

describe('sizes of the network', () => {
  it('are those of reading b: 2000 vectors of the channels', () => {
    expect(sizes({})).toEqual({ channels: [16, 32, 64, 128], slots: 2000, slotSize: 128 })
  })

  it('are those of reading a: 100 vectors of 2000 numbers', () => {
    expect(sizes({ reading: 'a' })).toEqual({ channels: [16, 32, 64, 128], slots: 100, slotSize: 2000 })
  })

  it('follow the width, and what is asked for', () => {
    expect(sizes({ width: 0.25 })).toEqual({ channels: [4, 8, 16, 32], slots: 2000, slotSize: 32 })
    expect(sizes({ width: 0.05, slots: 7, slotSize: 9 })).toEqual({
      channels: [1, 2, 3, 6],
      slots: 7,
      slotSize: 9
    })
  })
})
