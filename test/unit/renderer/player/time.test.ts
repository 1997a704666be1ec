import { describe, expect, it } from 'vitest'
import { clockUnit, formatClock, timeTicks } from '../../../../renderer/src/features/player/time-axis.ts'
import {
  MAX_PX_PER_S,
  timeAtX,
  xOfTime,
  zoomAround,
  zoomToRange
} from '../../../../renderer/src/features/player/time-view.ts'

const whole = { durationS: 10, startS: 0, pxPerS: 100, widthPx: 1000 }

describe('time view', () => {
  it('turns times into places and back', () => {
    const view = { ...whole, startS: 2, pxPerS: 400 }
    expect(xOfTime(view, 3)).toBe(400)
    expect(timeAtX(view, 400)).toBe(3)
    expect(timeAtX(view, -5000)).toBe(0)
    expect(timeAtX(view, 1e6)).toBe(10)
  })

  it('keeps the anchor where it is while zooming in', () => {
    const zoomed = zoomAround(whole, 2, 300)
    expect(zoomed.pxPerS).toBe(200)
    const view = { ...whole, pxPerS: zoomed.pxPerS, startS: zoomed.scrollPx / zoomed.pxPerS }
    expect(xOfTime(view, 3)).toBeCloseTo(300, 6)
  })

  it('does not zoom out further than the whole recording, nor in further than the limit', () => {
    expect(zoomAround({ ...whole, pxPerS: 150 }, 0.5, 0)).toEqual({ pxPerS: 0, scrollPx: 0 })
    expect(zoomAround({ ...whole, pxPerS: 1900 }, 2, 0).pxPerS).toBe(MAX_PX_PER_S)
  })

  it('never scrolls past the ends', () => {
    expect(zoomAround(whole, 2, 1000).scrollPx).toBe(1000)
    const zoomed = zoomToRange(whole, 9, 10)
    expect(zoomed.scrollPx).toBeCloseTo(10 * zoomed.pxPerS - 1000, 6)
  })

  it('shows a whole range with a little room when zooming to it', () => {
    const { pxPerS, scrollPx } = zoomToRange(whole, 4, 5)
    const view = { ...whole, pxPerS, startS: scrollPx / pxPerS }
    expect(xOfTime(view, 4)).toBeGreaterThan(0)
    expect(xOfTime(view, 5)).toBeLessThan(1000)
    expect(xOfTime(view, 5) - xOfTime(view, 4)).toBeGreaterThan(900)
  })
})

describe('time axis', () => {
  it('writes times as short as the neighbours allow', () => {
    expect(formatClock(7.351, 2)).toBe('7.35')
    expect(formatClock(127.4, 1)).toBe('2:07.4')
    expect(formatClock(127.4, 0)).toBe('2:07')
    expect(formatClock(3727, 0)).toBe('1:02:07')
    expect(formatClock(59.999, 1)).toBe('1:00.0')
    expect(formatClock(-0.001, 1)).toBe('0.0')
    expect([7.35, 127.4, 3727].map(clockUnit)).toEqual(['s', 'min', 'h'])
  })

  it('puts ticks at round times inside the view', () => {
    expect(timeTicks(whole).map(tick => tick.label)).toEqual(Array.from({ length: 11 }, (_, i) => String(i)))
    const near = timeTicks({ ...whole, startS: 3.1, pxPerS: 1000 })
    expect(near.map(tick => tick.label)).toEqual([
      '3.1',
      '3.2',
      '3.3',
      '3.4',
      '3.5',
      '3.6',
      '3.7',
      '3.8',
      '3.9',
      '4.0',
      '4.1'
    ])
    expect(near[1]?.x).toBeCloseTo(100, 6)
  })

  it('has no ticks before anything is loaded', () => {
    expect(timeTicks({ durationS: 0, startS: 0, pxPerS: 1, widthPx: 0 })).toEqual([])
  })
})
