import { describe, expect, it } from 'vitest'
import { mixRows, oneHot } from '../../../../electron/ml/losses/labels.ts'

describe('labels', () => {
  it('are rows of one 1', () => {
    expect([...oneHot([2, 0], 3)]).toEqual([0, 0, 1, 1, 0, 0])
  })

  it('are mixed with the labels of a partner by the weight of each row', () => {
    const mixed = mixRows(oneHot([2, 0], 3), 3, [1, 1], [0.75, 0.5])
    expect([...mixed]).toEqual([0.25, 0, 0.75, 1, 0, 0])
  })
})
