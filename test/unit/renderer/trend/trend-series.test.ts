import { describe, expect, it } from 'vitest'
import type { Trend } from '../../../../electron/contract/results.ts'
import {
  dotsOf,
  marksOf,
  placeOf,
  stepsOf,
  timesOf
} from '../../../../renderer/src/features/trend/trend-series.ts'

const point = (day: number, score: number, isHeldOut = false): Trend['points'][number] => ({
  recordingId: `r${day}`,
  recordedAt: `2026-09-0${day}T08:00:00.000Z`,
  score,
  isFlagged: score > 3,
  isAboveMonitor: score > 2,
  isHeldOut,
  modelVersion: 1
})
const at = (day: number): number => Date.parse(`2026-09-0${day}T08:00:00.000Z`)
const trend: Trend = {
  detector: 'auto',
  otherScale: 0,
  origin: 0,
  points: [point(1, 0.5, true), point(2, 1), point(4, 2.5), point(6, 4)],
  steps: [
    { from: '2026-09-01T08:00:00.000Z', threshold: 3, monitorLine: 2, modelVersion: 1 },
    { from: '2026-09-04T08:00:00.000Z', threshold: 3.5, monitorLine: 2.5, modelVersion: 2 }
  ],
  events: [{ id: 'e', at: '2026-09-05T12:00:00.000Z', text: 'Bearing replaced' }]
}

describe('trend', () => {
  it('sorts dots by state and by held-out, with their place in the trend', () => {
    const dots = dotsOf(trend.points, 'time')
    expect(dots.acceptable.heldOut).toEqual([[at(1), 0.5, 0]])
    expect(dots.acceptable.plain).toEqual([[at(2), 1, 1]])
    expect(dots.monitor.plain).toEqual([[at(4), 2.5, 2]])
    expect(dots.alarm.plain).toEqual([[at(6), 4, 3]])
  })

  it('lines recordings up by order when asked to', () => {
    expect(dotsOf(trend.points, 'order').alarm.plain).toEqual([[4, 4, 3]])
  })

  it('puts an instant between the recordings before and after it', () => {
    const times = timesOf(trend.points)
    expect(placeOf('2026-09-05T12:00:00.000Z', times, 'order')).toBe(3.5)
    expect(placeOf('2026-08-01T00:00:00.000Z', times, 'order')).toBe(0.5)
    expect(placeOf('2026-10-01T00:00:00.000Z', times, 'order')).toBe(4.5)
  })

  it('draws the threshold as steps to the end of the axis', () => {
    expect(stepsOf(trend, 'time', at(7)).threshold).toEqual([
      [at(1), 3],
      [at(4), 3.5],
      [at(7), 3.5]
    ])
    expect(stepsOf(trend, 'order', 4.5).monitor).toEqual([
      [0.5, 2],
      [2.5, 2.5],
      [4.5, 2.5]
    ])
    expect(stepsOf({ points: [], steps: [] }, 'time', 0).threshold).toEqual([])
  })

  it('marks model changes and events in order, but not the first model', () => {
    const marks = marksOf(trend, 'time', version => `Model ${version}`)
    expect(marks.map(mark => [mark.kind, mark.text])).toEqual([
      ['model', 'Model 2'],
      ['event', 'Bearing replaced']
    ])
  })

  it('handles 20,000 recordings quickly enough for the interface', () => {
    const many = Array.from({ length: 20_000 }, (_, index) => ({
      ...point(1, (index % 50) / 10),
      recordedAt: new Date(at(1) + index * 60_000).toISOString()
    }))
    const startedAt = performance.now()
    const dots = dotsOf(many, 'time')
    expect(dots.alarm.plain.length + dots.monitor.plain.length + dots.acceptable.plain.length).toBe(20_000)
    expect(performance.now() - startedAt).toBeLessThan(500)
  })
})
