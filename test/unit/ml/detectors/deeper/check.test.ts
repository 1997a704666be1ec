import { describe, expect, it } from 'vitest'
import { alarmsAcrossBlocks, checkOf } from '../../../../../electron/ml/detectors/deeper/check.ts'
import type { CheckedScores } from '../../../../../electron/ml/detectors/deeper/check.ts'
import { createRandomSource } from '../../../../../electron/ml/random.ts'

const ofClip = Int32Array.from({ length: 40 }, (_, index) => Math.floor(index / 8))
const blocks = { ofClip, count: 5, basis: 'order' as const }
const random = createRandomSource(1)
const steady = Float64Array.from({ length: 40 }, () => random.normal())
const siblings = [{ machineId: 'a', name: 'Fan A', normals: 20 }]

const scores = (changed: Partial<CheckedScores> = {}): CheckedScores => ({
  threshold: 2,
  heldOut: steady,
  synthetic: [1, 2, 3, 4],
  siblings: [1, 1, 3, 3],
  ...changed
})

describe('the check of a deeper fit', () => {
  it('holds where nothing is worse', () => {
    const check = checkOf(scores(), scores({ synthetic: [3, 3, 3, 3] }), blocks, siblings)
    expect(check).toMatchObject({ holds: true, siblings })
    expect(check.figures).toMatchObject([
      { name: 'calibration', of: 40, holds: true },
      { name: 'synthetic-recall', before: 0.75, after: 1, of: 4, holds: true },
      { name: 'sibling-recall', before: 0.5, after: 0.5, holds: true }
    ])
  })

  it.each([
    ['synthetic-recall', { synthetic: [1, 1, 3, 3] }],
    ['sibling-recall', { siblings: [1, 1, 1, 3] }],
    // The last block lies far above what the others would expect.
    ['calibration', { heldOut: steady.map((score, index) => (index >= 32 ? score + 20 : score)) }]
  ])('does not hold where %s is worse', (name, changed) => {
    const check = checkOf(scores(), scores(changed), blocks, siblings)
    expect(check.holds).toBe(false)
    expect(check.figures.filter(({ holds }) => !holds).map(figure => figure.name)).toEqual([name])
  })

  it('counts a block that is unlike the others as false alarms', () => {
    const moved = steady.map((score, index) => (index < 8 ? score + 50 : score))
    expect(alarmsAcrossBlocks(moved, blocks)).toBeGreaterThanOrEqual(8 / 40)
    expect(alarmsAcrossBlocks(steady, blocks)).toBeLessThan(0.15)
  })
})
