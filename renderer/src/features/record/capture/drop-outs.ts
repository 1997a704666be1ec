/** Sound that was lost between the microphone and the file. */
export interface DropOut {
  /** Where it is noticed, in frames since the microphone was opened, and how much is missing. */
  readonly atFrame: number
  readonly frames: number
  /**
   * jump: the frame counter went on by more than what came; silence stands for it. hole: silence came where there
   * is sound before and after. short: fewer frames came than time went by; the sound is joined there. late: it was
   * heard and could not be stored in time; silence stands for it.
   */
  readonly kind: 'jump' | 'hole' | 'short' | 'late'
}

/** Window in which the least delay counts: what comes late but complete is no loss. */
const WINDOW_MS = 1000
/** Less than this is jitter of the system. */
const LEAST_LOSS_MS = 30
/** Two clocks differ; the difference of cheap quartz stays below this share. */
const CLOCK_DRIFT = 300e-6

export interface ClockWatch {
  /** The frames that should be there by now are `frame`; answers how many are missing since the last answer. */
  observe(frame: number, nowMs: number): number
}

/**
 * Compares the frame counter with the clock: an audio thread that was held up skips sound without a trace in the
 * counter. The delay of what arrives is judged by its least value in each second, so a busy page is no alarm.
 */
export const createClockWatch = (sampleRateHz: number): ClockWatch => {
  let reference: number | null = null
  let windowStart = 0
  let least = Infinity
  return {
    observe: (frame, nowMs) => {
      const delay = nowMs - (frame / sampleRateHz) * 1000
      if (least === Infinity) windowStart = nowMs
      least = Math.min(least, delay)
      if (nowMs - windowStart < WINDOW_MS) return 0
      const measured = least
      const drift = (nowMs - windowStart) * CLOCK_DRIFT
      least = Infinity
      if (reference === null) {
        reference = measured
        return 0
      }
      const lostMs = measured - reference
      if (lostMs < LEAST_LOSS_MS) {
        // Down at once, up no faster than two clocks can drift apart.
        reference = Math.min(measured, reference + drift)
        return 0
      }
      reference = measured
      return Math.round((lostMs / 1000) * sampleRateHz)
    }
  }
}

/** The frames of a jump of the counter: 0 where blocks follow one another. */
export const jumpBefore = (expectedFrame: number | null, firstFrame: number): number =>
  expectedFrame === null ? 0 : Math.max(0, firstFrame - expectedFrame)

/** Drop-outs within the frames from `from` up to, not including, `to`. */
export const dropOutsWithin = (dropOuts: readonly DropOut[], from: number, to: number): DropOut[] =>
  dropOuts.filter(({ atFrame }) => atFrame >= from && atFrame < to)
