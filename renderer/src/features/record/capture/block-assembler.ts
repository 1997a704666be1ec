/** A stretch of sound as the worklet hands it over: interleaved samples with what the meter needs. */
export interface CaptureBlock {
  /** The context's frame counter at the first frame. */
  readonly firstFrame: number
  readonly frames: number
  /** Interleaved, frames x channels. */
  readonly samples: Float32Array<ArrayBuffer>
  /** Per channel: highest absolute sample, sum of squares. */
  readonly peaks: readonly number[]
  readonly squares: readonly number[]
  /** Samples at full scale, all channels. */
  readonly clipped: number
  /** Stretches of exact zeros with sound before and after: the device delivered nothing there. */
  readonly holes: readonly Hole[]
}

export interface Hole {
  readonly firstFrame: number
  readonly frames: number
}

/** From here on a sample is at full scale: the highest value of 16 bits, which stands for all above it. */
const FULL_SCALE = 32767 / 32768
/** Beside a hole there is sound of at least eight steps of 16 bits: a gate's silence fades, a hole is cut. */
const SOUND = 8 / 32768

export interface BlockAssembler {
  /** One render quantum; `input` may have no channels while the source is not there. */
  push(input: readonly Float32Array[], frame: number, frames: number): void
}

/**
 * Gathers render quanta (128 frames) to blocks of `blockFrames`. A jump of the frame counter ends a block early, so
 * that within a block all frames follow one another.
 */
export const createBlockAssembler = (
  channels: number,
  blockFrames: number,
  emit: (block: CaptureBlock) => void
): BlockAssembler => {
  let samples = new Float32Array(blockFrames * channels)
  let peaks = new Array<number>(channels).fill(0)
  let squares = new Array<number>(channels).fill(0)
  let clipped = 0
  let holes: Hole[] = []
  let firstFrame = 0
  let filled = 0
  let lastPeak = 0
  let hole: { firstFrame: number; frames: number } | null = null

  const flush = (): void => {
    if (filled === 0) return
    const whole = filled === blockFrames ? samples : samples.slice(0, filled * channels)
    emit({ firstFrame, frames: filled, samples: whole, peaks, squares, clipped, holes })
    samples = new Float32Array(blockFrames * channels)
    peaks = new Array<number>(channels).fill(0)
    squares = new Array<number>(channels).fill(0)
    clipped = 0
    holes = []
    filled = 0
  }
  const watchHoles = (peak: number, frame: number, frames: number): void => {
    if (peak === 0) {
      if (hole !== null) hole.frames += frames
      else if (lastPeak >= SOUND) hole = { firstFrame: frame, frames }
    } else if (hole !== null) {
      if (peak >= SOUND) holes.push(hole)
      hole = null
    }
    lastPeak = peak
  }
  const copy = (input: readonly Float32Array[], from: number, count: number): number => {
    let highest = 0
    for (let channel = 0; channel < channels; channel++) {
      const source = input[channel]
      if (source === undefined) continue
      let peak = peaks[channel] ?? 0
      let sum = squares[channel] ?? 0
      for (let index = 0; index < count; index++) {
        const value = source[from + index] ?? 0
        const size = Math.abs(value)
        samples[(filled + index) * channels + channel] = value
        if (size > peak) peak = size
        if (size > highest) highest = size
        if (size >= FULL_SCALE) clipped++
        sum += value * value
      }
      peaks[channel] = peak
      squares[channel] = sum
    }
    return highest
  }

  return {
    push: (input, frame, frames) => {
      if (filled > 0 && frame !== firstFrame + filled) flush()
      let done = 0
      let peak = 0
      while (done < frames) {
        if (filled === 0) firstFrame = frame + done
        const count = Math.min(frames - done, blockFrames - filled)
        peak = Math.max(peak, copy(input, done, count))
        filled += count
        done += count
        if (done === frames) watchHoles(peak, frame, frames)
        if (filled === blockFrames) flush()
      }
    }
  }
}
