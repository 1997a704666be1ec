import { describe, expect, it } from 'vitest'
import type { Finding, Verdict } from '../../../../electron/contract/findings.ts'
import { boundsOf, findingsIn, lastDays } from '../../../../renderer/src/features/report/report-scope.ts'

const finding = (recordedAt: string, verdict: Verdict | null): Finding => ({
  id: recordedAt,
  machineId: 'm',
  recordingId: 'r',
  clipId: 'c',
  fileName: 'a.wav',
  recordedAt,
  startS: 0,
  lengthS: 10,
  modelVersion: 1,
  detector: 'auto',
  score: 4,
  threshold: 2,
  pValue: 0.01,
  peakS: 1,
  reasons: [],
  verdict,
  comment: '',
  decidedBy: null,
  decidedAt: null
})

describe('scope of a report', () => {
  const all = [
    finding('2026-09-01T10:00:00.000Z', 'confirmed'),
    finding('2026-09-02T10:00:00.000Z', null),
    finding('2026-09-03T10:00:00.000Z', 'unsure'),
    finding('2026-09-04T10:00:00.000Z', 'false-alarm')
  ]

  it('has no bounds without a period', () => {
    expect(boundsOf(null)).toEqual({})
    expect(findingsIn(all, {}, 'all')).toHaveLength(4)
  })

  it('reaches to the end of the last day', () => {
    const day = new Date(2026, 8, 2).getTime()
    const { from, to } = boundsOf([day, day])
    expect(Date.parse(to ?? '') - Date.parse(from ?? '')).toBe(86_400_000 - 1)
  })

  it('chooses findings by verdict and period', () => {
    expect(findingsIn(all, {}, 'confirmed')).toHaveLength(1)
    expect(findingsIn(all, {}, 'undecided').map(({ verdict }) => verdict)).toEqual([null, 'unsure'])
    expect(
      findingsIn(all, { from: '2026-09-02T00:00:00.000Z', to: '2026-09-03T00:00:00.000Z' }, 'all')
    ).toHaveLength(1)
  })

  it('counts today among the last days', () => {
    const now = new Date(2026, 8, 10, 15, 30).getTime()
    const period = lastDays(7, now)
    expect(period && new Date(period[0]).getDate()).toBe(4)
    expect(period && new Date(period[1]).getDate()).toBe(10)
  })
})
