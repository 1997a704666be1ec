/** A plan such as "20 clips of 10 s, one a minute". */
export interface SeriesPlan {
  readonly count: number
  readonly lengthS: number
  /** From the beginning of one clip to the beginning of the next, seconds. */
  readonly intervalS: number
}

/** A plan as it is remembered: without a length of its own it follows the clip length of the machine. */
export type PlanChoice = Omit<SeriesPlan, 'lengthS'> & { readonly lengthS: number | null }

/** Clip length where neither the plan nor the machine has one, seconds. */
const USUAL_LENGTH_S = 10

export const MOST_CLIPS = 500
export const SHORTEST_CLIP_S = 1
export const LONGEST_CLIP_S = 600
export const LONGEST_INTERVAL_S = 24 * 3600

/** The whole time of a plan from the first beginning to the last end, seconds. */
export const seriesLengthS = (plan: SeriesPlan): number => (plan.count - 1) * plan.intervalS + plan.lengthS

/** A plan within its limits: whole clips, and an interval that is not shorter than a clip. */
export const withinLimits = (plan: SeriesPlan): SeriesPlan => {
  const limit = (value: number, least: number, most: number): number =>
    Number.isFinite(value) ? Math.max(least, Math.min(most, value)) : least
  const lengthS = limit(plan.lengthS, SHORTEST_CLIP_S, LONGEST_CLIP_S)
  return {
    count: Math.round(limit(plan.count, 1, MOST_CLIPS)),
    lengthS,
    intervalS: limit(plan.intervalS, lengthS, LONGEST_INTERVAL_S)
  }
}

/** The plan that a choice stands for on a machine whose clips are `clipLengthS` long (seconds; null: not known). */
export const planOf = (choice: PlanChoice, clipLengthS: number | null): SeriesPlan =>
  withinLimits({ ...choice, lengthS: choice.lengthS ?? clipLengthS ?? USUAL_LENGTH_S })

/** A choice with the changes of a person; a length that nobody entered goes on following the machine. */
export const changedChoice = (
  choice: PlanChoice,
  changes: Partial<SeriesPlan>,
  clipLengthS: number | null
): PlanChoice => {
  const plan = withinLimits({ ...planOf(choice, clipLengthS), ...changes })
  return { ...plan, lengthS: changes.lengthS === undefined && choice.lengthS === null ? null : plan.lengthS }
}

/** Whether the clips of a plan would be too short to be learned from or scored. */
export const isShorterThanClip = (plan: SeriesPlan, clipLengthS: number | null): boolean =>
  clipLengthS !== null && plan.lengthS < clipLengthS

export interface SeriesClock {
  /** Clips that have begun; the next one has this index. */
  readonly begun: number
  /** Frame at which the next clip begins; null when all have begun, or while it is paused. */
  readonly nextFrame: number | null
  readonly isPaused: boolean
  /** The next clip has begun; answers its frames. */
  begin(): { readonly number: number; readonly from: number; readonly to: number }
  /** Stops the clock; a clip that has begun is not touched. */
  pause(frame: number): void
  /** Goes on: the next clip begins after what was left of the interval. */
  goOn(frame: number): void
}

/** The schedule of a series in frames of the microphone: exact in length, free of the timers of the page. */
export const createSeriesClock = (
  plan: SeriesPlan,
  sampleRateHz: number,
  firstFrame: number
): SeriesClock => {
  const lengthFrames = Math.round(plan.lengthS * sampleRateHz)
  const intervalFrames = Math.round(plan.intervalS * sampleRateHz)
  let begun = 0
  let next = firstFrame
  /** Frames that were left to the next clip when it was paused. */
  let left: number | null = null
  const isOver = (): boolean => begun >= plan.count
  return {
    get begun() {
      return begun
    },
    get nextFrame() {
      return isOver() || left !== null ? null : next
    },
    get isPaused() {
      return left !== null
    },
    begin: () => {
      begun++
      const from = next
      next += intervalFrames
      return { number: begun, from, to: from + lengthFrames }
    },
    pause: frame => {
      left ??= Math.max(0, next - frame)
    },
    goOn: frame => {
      if (left !== null) next = frame + left
      left = null
    }
  }
}
