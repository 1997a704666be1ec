import { describe, expect, it } from 'vitest'
import { timeWarp } from '../../../../electron/ml/augmentation/time-warp.ts'
import { createRandomSource } from '../../../../electron/ml/random.ts'

const BINS = 2
const FRAMES = 50
/** The first bin holds the frame's number, the second is constant. */
const ramp = Float32Array.from({ length: FRAMES * BINS }, (_, index) =>
  index % BINS === 0 ? index / BINS : 7
)

describe('time warping', () => {
  it('keeps the ends, the order and the length, and moves what lies between by at most the reach', () => {
    const warped = timeWarp(createRandomSource(5), ramp, BINS, 0.1)
    const times = warped.filter((_, index) => index % BINS === 0)
    expect(times).toHaveLength(FRAMES)
    expect(times[0]).toBe(0)
    expect(times[FRAMES - 1]).toBeCloseTo(FRAMES - 1, 4)
    const steps = times.slice(1).map((time, index) => time - (times[index] ?? 0))
    expect(steps.every(step => step > 0)).toBe(true)
    const moves = times.map((time, frame) => Math.abs(time - frame))
    expect(Math.max(...moves)).toBeGreaterThan(0.1)
    expect(Math.max(...moves)).toBeLessThanOrEqual(5.001)
  })

  it('leaves a constant band constant', () => {
    const warped = timeWarp(createRandomSource(5), ramp, BINS)
    expect(warped.filter((_, index) => index % BINS === 1).every(value => Math.abs(value - 7) < 1e-5)).toBe(
      true
    )
  })

  it('leaves a spectrogram alone that is too short to warp', () => {
    const short = Float32Array.of(1, 2, 3, 4)
    expect(timeWarp(createRandomSource(5), short, BINS)).toEqual(short)
  })
})
