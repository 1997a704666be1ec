import { describe, expect, it } from 'vitest'
import { trendOf } from '../../../../electron/core/results/trend.ts'
import { newTestModel } from '../../store/rows.ts'

const row = (id: string, score: number) => ({
  id,
  recordedAt: '2026-01-05T00:00:00.000Z',
  score,
  isHeldOut: false
})

describe('trend', () => {
  it('flags from the threshold on and counts as Monitor from its line on', () => {
    const model = { ...newTestModel('v1', 'm1', 1), isCurrent: true, threshold: 2, monitorLine: 1 }
    const { points } = trendOf([row('below', 0.9), row('monitor', 1), row('flag', 2)], [model], [])
    expect(points.map(({ isFlagged, isAboveMonitor }) => [isFlagged, isAboveMonitor])).toEqual([
      [false, false],
      [false, true],
      [true, true]
    ])
  })
})
