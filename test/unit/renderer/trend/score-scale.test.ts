import { describe, expect, it } from 'vitest'
import { defaultScale, scoreAxis } from '../../../../renderer/src/features/trend/score-scale.ts'

const point = (score: number) => ({
  recordingId: 'r',
  recordedAt: '2026-09-01T08:00:00.000Z',
  score,
  isFlagged: false,
  isAboveMonitor: false,
  isHeldOut: false,
  modelVersion: 1
})
const steps = [{ from: '2026-09-01T08:00:00.000Z', threshold: 2.5, monitorLine: 2, modelVersion: 1 }]
const near = { points: [point(-1), point(3)], steps, origin: 0 }
const far = { points: [point(-1), point(0.4), point(136)], steps, origin: 0 }

describe('scale of the scores', () => {
  it('is compressed only where a score lies far above the threshold', () => {
    expect(defaultScale(near)).toBe('linear')
    expect(defaultScale(far)).toBe('compressed')
    expect(defaultScale({ points: [], steps: [], origin: 0 })).toBe('linear')
  })

  it('keeps the order and gives scores back', () => {
    const { toAxis, toScore } = scoreAxis(far, 'compressed')
    expect(toAxis(-1)).toBeLessThan(toAxis(0.4))
    expect(toAxis(0.4)).toBeLessThan(toAxis(136))
    expect(toScore(toAxis(136))).toBeCloseTo(136, 6)
  })

  it('gives the part below the threshold a fair share of the height', () => {
    const { toAxis, min, max } = scoreAxis(far, 'compressed')
    expect((toAxis(2.5) - min) / (max - min)).toBeGreaterThan(0.3)
  })

  it('labels round scores inside the range', () => {
    const axis = scoreAxis(far, 'compressed')
    const scores = axis.ticks.map(tick => Number(axis.toScore(tick).toFixed(6)))
    expect(scores).toContain(0)
    expect(scores).toContain(100)
    expect(scores.every(score => score >= -1 && score <= 136)).toBe(true)
    expect(scoreAxis(near, 'linear').ticks).toEqual([-1, 0, 1, 2, 3])
  })

  it('stands without any recordings', () => {
    expect(scoreAxis({ points: [], steps: [], origin: 0 }, 'linear').max).toBeGreaterThan(0)
  })

  it('begins amid the normals where they lie far from zero', () => {
    const steps = [{ from: '2026-09-01T08:00:00.000Z', threshold: -300, monitorLine: -305, modelVersion: 1 }]
    const own = { points: [point(-324), point(-318), point(-310)], steps, origin: -320 }
    expect(defaultScale(own)).toBe('linear')
    const { min, max } = scoreAxis(own, 'linear')
    expect(min).toBeGreaterThan(-340)
    expect(max).toBeLessThan(-290)
    const wide = { ...own, points: [...own.points, point(900)] }
    expect(defaultScale(wide)).toBe('compressed')
    const axis = scoreAxis(wide, 'compressed')
    expect((axis.toAxis(-300) - axis.min) / (axis.max - axis.min)).toBeGreaterThan(0.2)
    expect(axis.ticks.map(tick => Math.round(axis.toScore(tick)))).toContain(-320)
  })

  it('serves small scores as well as large ones', () => {
    const steps = [{ from: '2026-09-01T08:00:00.000Z', threshold: 0.02, monitorLine: 0.015, modelVersion: 1 }]
    const small = { points: [point(0.004), point(0.5)], steps, origin: 0 }
    expect(defaultScale(small)).toBe('compressed')
    expect(scoreAxis(small, 'compressed').ticks.length).toBeGreaterThan(3)
  })
})
