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

  it('never mixes the scores of two detectors, and counts what it leaves out', () => {
    const current = { ...newTestModel('v3', 'm1', 3), isCurrent: true, detector: 'dual-branch' as const }
    const older = { ...newTestModel('v2', 'm1', 2), isCurrent: false, detector: 'dual-branch' as const }
    const other = { ...newTestModel('v1', 'm1', 1), isCurrent: false }
    const scored = (recordingId: string, modelId: string) => ({
      ...{ recordingId, modelId, score: 7, isHeldOut: false }
    })
    const trend = trendOf(
      [row('now', 0.2), { ...row('before', 0), score: null }, { ...row('long ago', 0), score: null }],
      [current, older, other],
      [scored('before', 'v1'), scored('before', 'v2'), scored('long ago', 'v1')]
    )
    expect(trend.detector).toBe('dual-branch')
    expect(trend.points.map(({ recordingId, modelVersion }) => [recordingId, modelVersion])).toEqual([
      ['now', 3],
      ['before', 2]
    ])
    expect(trend.otherScale).toBe(1)
  })

  it('begins at zero, or amid the normals where they lie far from it', () => {
    const model = {
      ...newTestModel('v1', 'm1', 1),
      isCurrent: true,
      threshold: -300,
      heldOutScores: [-322, -320, -310]
    }
    expect(trendOf([row('a', -315)], [model], []).origin).toBe(-320)
    const near = { ...model, threshold: 2, heldOutScores: [-0.4, 0.3, 1] }
    expect(trendOf([row('a', 1)], [near], []).origin).toBe(0)
    expect(trendOf([], [], []).origin).toBe(0)
  })

  it('shows the newest detector that has scored where no version is in force', () => {
    const [one, two] = [
      { ...newTestModel('v1', 'm1', 1), isCurrent: false },
      { ...newTestModel('v2', 'm1', 2), isCurrent: false, detector: 'memcae' as const }
    ]
    const trend = trendOf(
      [{ ...row('a', 0), score: null }],
      [two, one],
      [
        { recordingId: 'a', modelId: 'v1', score: 1, isHeldOut: false },
        { recordingId: 'a', modelId: 'v2', score: 9, isHeldOut: false }
      ]
    )
    expect(trend).toMatchObject({ detector: 'memcae', otherScale: 0, points: [{ score: 9 }] })
  })
})
