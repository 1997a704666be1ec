import type { CaptureBlock } from './block-assembler.ts'
import { createClockWatch, jumpBefore, type DropOut } from './drop-outs.ts'
import { createLevelMeter, type LevelMeter } from './level-meter.ts'
import type { Microphone } from './open-microphone.ts'
import { createRingBuffer, type RingBuffer } from './ring-buffer.ts'

/** Sound that is kept back: 30 s to be put before a recording, the rest for a host that is slow to answer. */
const KEPT_S = 90
/** The most memory for it: devices with many channels get less time. */
const KEPT_BYTES = 128 * 1024 * 1024
/** Of what is kept, the last seconds are the host's time to answer. */
const RESERVE_S = 10
/** Sound that can be put before a recording, seconds. */
export const PRE_ROLL_S = 30
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
  /** The longest pre-roll, frames. */
  readonly preRollFrames: number
  readonly dropOuts: readonly DropOut[]
  /** Clipped samples since the beginning, and whether some came in the last seconds. */
  readonly clipped: number
  readonly isClipping: boolean
  /** The time of a frame, by the clock of this computer. */
  instantOf(frame: number): Date
  /** Calls back after every block; the returned function ends it. */
  onSound(listener: () => void): () => void
  noteDropOut(dropOut: DropOut): void
  /** Takes up a block of the worklet. */
  accept(block: CaptureBlock): void
}

/**
 * A session for a microphone; where its counter does not follow the times of the capture, it is compared with the
 * clock. `now` is the clock of the computer in ms.
 */
export const createCaptureSession = (
  { sampleRateHz, channels, isTimed }: Pick<Microphone, 'sampleRateHz' | 'channels' | 'isTimed'>,
  now: () => number = () => performance.timeOrigin + performance.now()
): CaptureSession => {
  const capacity = Math.floor(Math.min(KEPT_S * sampleRateHz, KEPT_BYTES / (4 * channels)))
  const ring = createRingBuffer(capacity, channels)
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
    const missing = isTimed ? 0 : clock.observe(ring.end, nowMs)
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
    preRollFrames: Math.min(PRE_ROLL_S * sampleRateHz, capacity - RESERVE_S * sampleRateHz),
    noteDropOut: dropOut => dropOuts.push(dropOut),
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
