import { describe, expect, it } from 'vitest'
import type { Blocks } from '../../../../../electron/ml/detectors/auto/splits.ts'
import { halvesOf } from '../../../../../electron/ml/detectors/deeper/halves.ts'

const blocksOf = (ofClip: readonly number[]): Blocks => ({
  ofClip: Int32Array.from(ofClip),
  count: new Set(ofClip).size,
  basis: 'order'
})
const apart = (count: number): Int32Array => Int32Array.from({ length: count }, (_, index) => index)

describe('the halves of a deeper fit', () => {
  it('keep whole blocks together, as even as they go', () => {
    const blocks = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4]
    const halves = halvesOf(blocksOf(blocks), apart(20))
    const ofBlock = new Map(blocks.map((block, index) => [block, halves[index]]))
    expect(Array.from(halves)).toEqual(blocks.map(block => ofBlock.get(block)))
    expect(halves.filter(half => half === 1)).toHaveLength(8)
  })

  it('keep recordings together where one block has nearly all clips', () => {
    const groups = apart(20).map(index => Math.floor(index / 2))
    const halves = halvesOf(blocksOf([1, ...new Array<number>(19).fill(0)]), groups)
    expect(halves.filter(half => half === 1)).toHaveLength(10)
    for (let index = 0; index < 20; index += 2) expect(halves[index]).toBe(halves[index + 1])
  })

  it('take turns where all clips come from one recording', () => {
    const same = new Array<number>(20).fill(0)
    const halves = halvesOf(blocksOf(same), Int32Array.from(same))
    expect(Array.from(halves.subarray(0, 4))).toEqual([0, 1, 0, 1])
  })
})
