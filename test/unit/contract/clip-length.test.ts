import { describe, expect, it } from 'vitest'
import { proposedClipLength } from '../../../electron/contract/clip-length.ts'

describe('proposedClipLength', () => {
  it.each([
    ['the common length', [10, 10, 10], 10],
    ['at most 10 s of longer ones', [300, 60, 61.5], 10],
    ['the length of short ones', [2.5, 2.5, 2.5], 2.5],
    ['hundredths, rounded down', [3.149, 3.149, 3.149], 3.14],
    ['a length in hundredths as it is', [4.35, 4.35], 4.35],
    ['the common length, whatever a single one does', [...Array.from({ length: 19 }, () => 9), 1.2], 9],
    ['what nine of ten reach where lengths differ', [2, 3, 4, 5, 6, 7, 8, 8.5, 9, 9.5], 3],
    ['1 s at least', [0.4, 0.4], 1]
  ])('proposes %s', (_, durationsS, expected) => {
    expect(proposedClipLength(durationsS)).toBe(expected)
  })

  it('proposes nothing without recordings', () => {
    expect(proposedClipLength([])).toBeNull()
  })
})
