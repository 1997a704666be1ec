import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { remainingS, throttle } from '../../../../electron/core/jobs/progress.ts'

describe('remaining time', () => {
  it('goes by the pace so far', () => {
    expect(remainingS('import', 0.25, 10_000)).toBe(30)
  })

  it('is not told before there is a pace, nor at the end', () => {
    expect(remainingS('import', 0.25, 500)).toBeNull()
    expect(remainingS('import', 0.01, 10_000)).toBeNull()
    expect(remainingS('import', 1, 10_000)).toBeNull()
  })

  it('is not told where reading, training and scoring go at speeds of their own', () => {
    expect(remainingS('fit', 0.17, 60_000)).toBeNull()
  })
})

describe('throttled events', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('come at most once in the interval, the last never lost', () => {
    let published = 0
    const { touch } = throttle(() => (published += 1), 200)
    for (let at = 0; at < 1000; at += 10) {
      touch()
      vi.advanceTimersByTime(10)
    }
    vi.advanceTimersByTime(200)
    expect(published).toBeGreaterThanOrEqual(5)
    expect(published).toBeLessThanOrEqual(6)
    vi.advanceTimersByTime(1000)
    const before = published
    touch()
    expect(published).toBe(before + 1)
  })

  it('end with stop', () => {
    let published = 0
    const { touch, stop } = throttle(() => (published += 1), 200)
    touch()
    touch()
    stop()
    vi.advanceTimersByTime(1000)
    expect(published).toBe(1)
  })
})
