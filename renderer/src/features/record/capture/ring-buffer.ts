/** The last seconds of sound, addressed by frames counted since the microphone was opened. */
export interface RingBuffer {
  readonly channels: number
  /** The oldest frame that is still there, and the one that comes next. */
  readonly start: number
  readonly end: number
  /** Adds interleaved samples; where `firstFrame` lies beyond the end, silence fills the jump. */
  append(firstFrame: number, samples: Float32Array): void
  /** Interleaved samples of the frames from `from` up to, not including, `to`; null where some are gone or to come. */
  read(from: number, to: number): Float32Array<ArrayBuffer> | null
  clear(): void
}

/** A ring for `capacity` frames of interleaved samples. */
export const createRingBuffer = (capacity: number, channels: number): RingBuffer => {
  const store = new Float32Array(capacity * channels)
  let start = 0
  let end = 0

  const advance = (frames: number): void => {
    end += frames
    start = Math.max(start, end - capacity)
  }
  const write = (samples: Float32Array): void => {
    const frames = samples.length / channels
    // Of more than the ring holds only the end stays.
    const skipped = Math.max(0, frames - capacity)
    const at = (end + skipped) % capacity
    const first = Math.min(frames - skipped, capacity - at)
    store.set(samples.subarray(skipped * channels, (skipped + first) * channels), at * channels)
    store.set(samples.subarray((skipped + first) * channels), 0)
    advance(frames)
  }
  const writeSilence = (frames: number): void => {
    const kept = Math.min(frames, capacity)
    const at = (end + frames - kept) % capacity
    const first = Math.min(kept, capacity - at)
    store.fill(0, at * channels, (at + first) * channels)
    store.fill(0, 0, (kept - first) * channels)
    advance(frames)
  }
  return {
    channels,
    get start() {
      return start
    },
    get end() {
      return end
    },
    append: (firstFrame, samples) => {
      if (firstFrame > end) writeSilence(firstFrame - end)
      write(samples)
    },
    read: (from, to) => {
      if (from < start || to > end || from > to) return null
      const answer = new Float32Array((to - from) * channels)
      const at = from % capacity
      const first = Math.min(to - from, capacity - at)
      answer.set(store.subarray(at * channels, (at + first) * channels))
      answer.set(store.subarray(0, (to - from - first) * channels), first * channels)
      return answer
    },
    clear: () => {
      start = end
    }
  }
}

/** Some channels (counted from 0) of interleaved samples, in the given order. */
export const pickChannels = (
  samples: Float32Array<ArrayBuffer>,
  channels: number,
  picked: readonly number[]
): Float32Array<ArrayBuffer> => {
  if (picked.length === channels && picked.every((channel, index) => channel === index)) return samples
  const frames = samples.length / channels
  const answer = new Float32Array(frames * picked.length)
  for (let frame = 0; frame < frames; frame++) {
    for (const [index, channel] of picked.entries()) {
      answer[frame * picked.length + index] = samples[frame * channels + channel] ?? 0
    }
  }
  return answer
}
