/** Seconds that are left of all parts of a training, by the pace of its progress. */
export interface TimeLeft {
  /** Takes the progress of the whole, 0 to 1, with what is done now. */
  readonly at: (fraction: number, message: string) => void
  /** Null before the second step, or while nothing is trained yet. */
  readonly seconds: () => number | null
}

/**
 * The pace since the first step of a training: features that are read before it go at another one, and a part that
 * begins later at the same. `budgetS` is the most that the whole may take.
 */
export const createTimeLeft = (
  budgetS: number,
  nowS: () => number = () => performance.now() / 1000
): TimeLeft => {
  let first: { readonly fraction: number; readonly atS: number } | undefined
  let last = 0
  return {
    at: (fraction, message) => {
      if (first === undefined && message.startsWith('training')) first = { fraction, atS: nowS() }
      last = fraction
    },
    seconds: () => {
      if (first === undefined || last <= first.fraction) return null
      const elapsedS = nowS() - first.atS
      const leftS = (elapsedS / (last - first.fraction)) * (1 - last)
      return Math.min(leftS, Math.max(budgetS - elapsedS, 0))
    }
  }
}
