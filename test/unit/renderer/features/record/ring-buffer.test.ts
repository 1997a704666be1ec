import { describe, expect, it } from 'vitest'
import {
  createRingBuffer,
  pickChannels
} from '../../../../../renderer/src/features/record/capture/ring-buffer.ts'

/** Interleaved stereo whose left channel counts the frames and whose right one counts backwards. */
const counted = (from: number, frames: number): Float32Array =>
  Float32Array.from({ length: frames * 2 }, (_, index) => {
    const frame = from + (index >> 1)
    return index % 2 === 0 ? frame : -frame
  })

describe('the ring buffer', () => {
  it('gives back what was put in, across its seam', () => {
    const ring = createRingBuffer(10, 2)
    for (let frame = 0; frame < 24; frame += 4) ring.append(frame, counted(frame, 4))
    expect([ring.start, ring.end]).toEqual([14, 24])
    expect(ring.read(15, 23)).toEqual(counted(15, 8))
  })

  it('refuses what it no longer has and what has not come', () => {
    const ring = createRingBuffer(10, 2)
    ring.append(0, counted(0, 12))
    expect(ring.read(1, 5)).toBeNull()
    expect(ring.read(5, 13)).toBeNull()
    expect(ring.read(2, 12)).toEqual(counted(2, 10))
  })

  it('fills a jump of the counter with silence, so that frames keep their places', () => {
    const ring = createRingBuffer(10, 2)
    ring.append(0, counted(0, 4))
    ring.append(7, counted(7, 2))
    expect(ring.end).toBe(9)
    expect(ring.read(3, 8)).toEqual(Float32Array.of(3, -3, 0, 0, 0, 0, 0, 0, 7, -7))
  })

  it('keeps only the end of a block, and of a jump, that is longer than it', () => {
    const ring = createRingBuffer(4, 2)
    ring.append(0, counted(0, 11))
    expect(ring.read(7, 11)).toEqual(counted(7, 4))
    ring.append(100, counted(100, 1))
    expect([ring.start, ring.end]).toEqual([97, 101])
    expect(ring.read(97, 101)).toEqual(Float32Array.of(0, 0, 0, 0, 0, 0, 100, -100))
  })
})

describe('the choice of channels', () => {
  it('takes one channel out of interleaved samples', () => {
    expect(pickChannels(Float32Array.of(1, 10, 2, 20, 3, 30), 2, [1])).toEqual(Float32Array.of(10, 20, 30))
  })

  it('copies nothing where all are kept', () => {
    const samples = Float32Array.of(1, 10, 2, 20)
    expect(pickChannels(samples, 2, [0, 1])).toBe(samples)
  })
})
