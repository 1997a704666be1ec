import { describe, expect, it } from 'vitest'
import type { CaptureBlock } from '../../../../../renderer/src/features/record/capture/block-assembler.ts'
import { createCaptureSession } from '../../../../../renderer/src/features/record/capture/capture-session.ts'

const RATE_HZ = 8000
const BLOCK = 800

const block = (firstFrame: number, changes: Partial<CaptureBlock> = {}): CaptureBlock => ({
  firstFrame,
  frames: BLOCK,
  samples: new Float32Array(BLOCK).fill(0.1),
  peaks: [0.1],
  squares: [BLOCK * 0.01],
  clipped: 0,
  holes: [],
  ...changes
})

const ofChannels = (channels: number) =>
  createCaptureSession({ sampleRateHz: 48_000, channels, isTimed: true })

/** A session on a clock of its own, which has heard `seconds` of sound. */
const heard = (seconds: number) => {
  const clock = { nowMs: 1_000_000 }
  const session = createCaptureSession(
    { sampleRateHz: RATE_HZ, channels: 1, isTimed: false },
    () => clock.nowMs
  )
  let next = 5000
  const hear = (changes: Partial<CaptureBlock> = {}): void => {
    clock.nowMs += 100
    session.accept(block(next, changes))
    next += BLOCK
  }
  for (let index = 0; index < seconds * 10; index++) hear()
  return {
    clock,
    session,
    hear,
    skip: (frames: number): void => {
      next += frames
    }
  }
}

describe('what a microphone has given', () => {
  it('counts frames from its first block', () => {
    expect(heard(2).session.ring.end).toBe(2 * RATE_HZ)
  })

  it('knows the time of a frame', () => {
    const { session } = heard(3)
    expect(session.instantOf(RATE_HZ).getTime()).toBe(1_000_000 + 1000)
  })

  it('notes a jump of the counter, with silence in its place', () => {
    const { session, hear, skip } = heard(1)
    skip(160)
    hear()
    expect(session.dropOuts).toEqual([{ atFrame: RATE_HZ, frames: 160, kind: 'jump' }])
    expect(session.ring.end).toBe(RATE_HZ + 160 + BLOCK)
  })

  it('notes holes by the frames of the session', () => {
    const { session, hear } = heard(1)
    hear({ holes: [{ firstFrame: 5000 + RATE_HZ + 20, frames: 128 }] })
    expect(session.dropOuts).toEqual([{ atFrame: RATE_HZ + 20, frames: 128, kind: 'hole' }])
  })

  it('notes time that went by without sound, and its frames keep their time after it', () => {
    const { session, hear, clock } = heard(3)
    clock.nowMs += 2000
    for (let index = 0; index < 30; index++) hear()
    expect(session.dropOuts).toMatchObject([{ kind: 'short', frames: 2 * RATE_HZ }])
    expect(session.instantOf(session.ring.end).getTime()).toBeCloseTo(clock.nowMs, -1)
  })

  it('leaves the clock alone where frames are counted by the times of the capture', () => {
    const clock = { nowMs: 0 }
    const session = createCaptureSession(
      { sampleRateHz: RATE_HZ, channels: 1, isTimed: true },
      () => clock.nowMs
    )
    for (let index = 0; index < 60; index++) {
      clock.nowMs += index === 30 ? 2000 : 100
      session.accept(block(index * BLOCK))
    }
    expect(session.dropOuts).toEqual([])
  })

  it('gives up time, not memory, for many channels', () => {
    expect(ofChannels(2).preRollFrames).toBe(30 * 48_000)
    const { preRollFrames } = ofChannels(32)
    expect(preRollFrames).toBeGreaterThan(10 * 48_000)
    expect(preRollFrames).toBeLessThan(15 * 48_000)
  })

  it('warns of clipping for three seconds', () => {
    const { session, hear } = heard(1)
    hear({ clipped: 4 })
    expect([session.isClipping, session.clipped]).toEqual([true, 4])
    for (let index = 0; index < 30; index++) hear()
    expect([session.isClipping, session.clipped]).toEqual([false, 4])
  })
})
