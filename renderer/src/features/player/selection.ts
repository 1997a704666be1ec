/** A marked range of the recording, seconds. */
export interface Selection {
  readonly startS: number
  readonly endS: number
}

/** Shortest range that counts as a selection; below it a drag was a click. */
export const MIN_SELECTION_PX = 4

/** The range between two times, in order. */
export const orderedRange = (aS: number, bS: number): Selection => ({
  startS: Math.min(aS, bS),
  endS: Math.max(aS, bS)
})

/** Where a looping player jumps back to, or null while it is inside of the selection. */
export const loopTarget = (selection: Selection, timeS: number): number | null =>
  timeS >= selection.endS || timeS < selection.startS - 0.05 ? selection.startS : null
