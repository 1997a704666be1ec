import { describe, expect, it } from 'vitest'
import {
  flagChanges,
  sharesScale,
  type FlagChange
} from '../../../../renderer/src/features/model/comparison.ts'

const change = (recordingId: string, rest: Partial<FlagChange>): FlagChange => ({
  recordingId,
  fileName: `${recordingId}.wav`,
  score: 1,
  otherScore: 1,
  isFlagged: false,
  otherIsFlagged: true,
  ...rest
})

describe('flagChanges', () => {
  it('parts what the other version adds from what it takes away, each the clearest first', () => {
    const { added, removed } = flagChanges([
      change('a', { otherScore: 5 }),
      change('b', { score: 3, isFlagged: true, otherIsFlagged: false }),
      change('c', { otherScore: 8 }),
      change('d', { score: 4, isFlagged: true, otherIsFlagged: false })
    ])
    expect(added.map(({ recordingId }) => recordingId)).toEqual(['c', 'a'])
    expect(removed.map(({ recordingId }) => recordingId)).toEqual(['d', 'b'])
  })
})

describe('sharesScale', () => {
  it('holds for versions of one detector alone', () => {
    expect(sharesScale({ detector: 'auto' }, { detector: 'auto' })).toBe(true)
    expect(sharesScale({ detector: 'auto' }, { detector: 'deeper' })).toBe(false)
  })
})
