/** A later start than this is looked into: timestamps of devices tremble, and by less. */
const SUSPECT_S = 0.005
/** So many chunks must agree that time is missing. */
const WITNESSES = 8
/** The clocks of a device and of the computer differ by less than this share. */
const CLOCK_DRIFT = 300e-6
/** A loss is whole chunks where it is this close to them. */
const ROUNDING_S = 0.001

export interface Timeline<T> {
  /** A chunk of `frames` that began at `timestampS` by the clock of the capture. */
  push(timestampS: number, frames: number, chunk: T): void
  /** Hands over what is held back. */
  flush(): void
}

/**
 * Counts the frames of chunks by their timestamps: where chunks were lost on the way, the count goes on by what
 * they held. A single late timestamp is no loss; chunks in doubt are held back until the next ones have told.
 */
export const createTimeline = <T>(
  sampleRateHz: number,
  emit: (chunk: T, firstFrame: number, frames: number) => void
): Timeline<T> => {
  let next = 0
  /** Time of frame 0, following the drift of the clocks. */
  let originS: number | null = null
  let held: { readonly timestampS: number; readonly frames: number; readonly chunk: T }[] = []

  /** How much later a chunk began than the frames before it say. */
  const lateness = (timestampS: number, frame: number): number =>
    originS === null ? 0 : timestampS - originS - frame / sampleRateHz
  const release = (): void => {
    for (const { frames, chunk } of held) {
      emit(chunk, next, frames)
      next += frames
    }
    held = []
  }
  const lostFrames = (): number => {
    let frame = next
    let leastS = Infinity
    for (const { timestampS, frames } of held) {
      leastS = Math.min(leastS, lateness(timestampS, frame))
      frame += frames
    }
    if (leastS < SUSPECT_S) return 0
    const lost = Math.round(leastS * sampleRateHz)
    const chunkFrames = held[0]?.frames ?? 1
    const whole = Math.round(lost / chunkFrames) * chunkFrames
    return whole > 0 && Math.abs(whole - lost) <= ROUNDING_S * sampleRateHz ? whole : lost
  }
  return {
    push: (timestampS, frames, chunk) => {
      originS ??= timestampS
      held.push({ timestampS, frames, chunk })
      const lateS = lateness(timestampS, next)
      if (held.length === 1 && lateS < SUSPECT_S) {
        // Down at once, up no faster than the clocks can drift apart.
        originS += Math.min(lateS, (frames / sampleRateHz) * CLOCK_DRIFT)
        release()
      } else if (held.length >= WITNESSES) {
        next += lostFrames()
        release()
      }
    },
    flush: release
  }
}
