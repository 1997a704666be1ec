import { describe, expect, it } from 'vitest'
import {
  createClockWatch,
  dropOutsWithin,
  jumpBefore
} from '../../../../../renderer/src/features/record/capture/drop-outs.ts'

const RATE_HZ = 44_100
const BLOCK = 1024

/** Frames missing by the watch while `seconds` of blocks arrive, each delayed by `delayMs(time)`; `lostMs(time)` never came. */
const watch = (
  seconds: number,
  delayMs: (atMs: number) => number,
  lostMs: (atMs: number) => number = () => 0
): number[] => {
  const clock = createClockWatch(RATE_HZ)
  const found: number[] = []
  for (let frame = 0; frame < seconds * RATE_HZ; frame += BLOCK) {
    const atMs = (frame / RATE_HZ) * 1000
    const missing = clock.observe(frame, atMs + lostMs(atMs) + delayMs(atMs))
    if (missing > 0) found.push(missing)
  }
  return found
}

describe('the frame counter against the clock', () => {
  it('finds half a second that was skipped, once', () => {
    const found = watch(
      10,
      () => 5,
      atMs => (atMs > 5000 ? 500 : 0)
    )
    expect(found).toHaveLength(1)
    expect((found[0] ?? 0) / RATE_HZ).toBeCloseTo(0.5, 2)
  })

  it('does not mind sound that comes late and complete', () => {
    // A page that is busy for 900 ms in every second.
    expect(watch(20, atMs => 1000 - Math.max(100, atMs % 1000))).toEqual([])
  })

  it('follows the drift of two clocks over an hour', () => {
    expect(watch(3600, atMs => atMs * 100e-6)).toEqual([])
    expect(watch(3600, atMs => -atMs * 100e-6)).toEqual([])
  })

  it('finds every one of several losses', () => {
    const found = watch(
      20,
      () => 3,
      atMs => 60 * Math.floor(atMs / 5000)
    )
    expect(found).toHaveLength(3)
  })
})

describe('jumps of the frame counter', () => {
  it('are the frames between the expected and the first', () => {
    expect(jumpBefore(1024, 1536)).toBe(512)
    expect(jumpBefore(1024, 1024)).toBe(0)
  })

  it('are none at the first block', () => {
    expect(jumpBefore(null, 4096)).toBe(0)
  })
})

describe('the drop-outs of a take', () => {
  it('are those whose place lies in it', () => {
    const dropOuts = [0, 99, 100, 199, 200].map(atFrame => ({ atFrame, frames: 1, kind: 'jump' as const }))
    expect(dropOutsWithin(dropOuts, 100, 200).map(({ atFrame }) => atFrame)).toEqual([100, 199])
  })
})
