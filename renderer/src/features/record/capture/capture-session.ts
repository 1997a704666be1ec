import type { CaptureBlock } from './block-assembler.ts'
import { createClockWatch, jumpBefore, type DropOut } from './drop-outs.ts'
import { createLevelMeter, type LevelMeter } from './level-meter.ts'
import { createRingBuffer, type RingBuffer } from './ring-buffer.ts'

/** Sound that is kept back: 30 s to be put before a recording, the rest for a host that is slow to answer. */
const KEPT_S = 90
/** A clipping notice stays this long after the last clipped sample. */
const CLIP_SHOWN_S = 3
/** The context's clock and the computer's differ by less than this share. */
const CLOCK_DRIFT = 300e-6

/** What has been heard since the microphone was opened; frames are counted from there. */
export interface CaptureSession {
  readonly sampleRateHz: number
  readonly channels: number
  readonly ring: RingBuffer
  readonly meter: LevelMeter
  readonly dropOuts: readonly DropOut[]
  /** Clipped samples since the beginning, and whether some came in the last seconds. */
  readonly clipped: number
  readonly isClipping: boolean
  /** The time of a frame, by the clock of this computer. */
  instantOf(frame: number): Date
  /** Calls back after every block; the returned function ends it. */
  onSound(listener: () => void): () => void
  /** Takes up a block of the worklet. */
  accept(block: CaptureBlock): void
}

/** A session for a microphone of this rate and these channels; `now` is the clock of the computer in ms. */
export const createCaptureSession = (
  sampleRateHz: number,
  channels: number,
  now: () => number = () => performance.timeOrigin + performance.now()
): CaptureSession => {
  const ring = createRingBuffer(KEPT_S * sampleRateHz, channels)
  const meter = createLevelMeter(sampleRateHz, channels)
  const clock = createClockWatch(sampleRateHz)
  const dropOuts: DropOut[] = []
  const listeners = new Set<() => void>()
  let base: number | null = null
  let clipped = 0
  let clippedAt = -Infinity
  /** The time of frame 0: the earliest that any block allows, since blocks come late and never early. */
  let originMs = Infinity

  const noteTime = (frames: number): void => {
    const nowMs = now()
    const missing = clock.observe(ring.end, nowMs)
    if (missing > 0) {
      dropOuts.push({ atFrame: ring.end, frames: missing, kind: 'short' })
      originMs += (missing / sampleRateHz) * 1000
    }
    const drift = (frames / sampleRateHz) * 1000 * CLOCK_DRIFT
    originMs = Math.min(originMs + drift, nowMs - (ring.end / sampleRateHz) * 1000)
  }
  return {
    sampleRateHz,
    channels,
    ring,
    meter,
    dropOuts,
    get clipped() {
      return clipped
    },
    get isClipping() {
      return ring.end - clippedAt < CLIP_SHOWN_S * sampleRateHz
    },
    instantOf: frame => new Date(originMs + (frame / sampleRateHz) * 1000),
    onSound: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    accept: block => {
      base ??= block.firstFrame
      const first = block.firstFrame - base
      const jumped = jumpBefore(ring.end, first)
      if (jumped > 0) dropOuts.push({ atFrame: ring.end, frames: jumped, kind: 'jump' })
      for (const hole of block.holes) {
        dropOuts.push({ atFrame: hole.firstFrame - base, frames: hole.frames, kind: 'hole' })
      }
      ring.append(first, block.samples)
      meter.push(block.peaks, block.squares, block.frames)
      if (block.clipped > 0) {
        clipped += block.clipped
        clippedAt = ring.end
      }
      noteTime(block.frames)
      for (const listener of [...listeners]) listener()
    }
  }
}
