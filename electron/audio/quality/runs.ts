/** A stretch of samples that all have one value. */
export interface FlatRun {
  readonly start: number
  readonly length: number
  readonly value: number
  /** Size of the step into the run and of the one out of it; null at the signal's ends. */
  readonly stepIn: number | null
  readonly stepOut: number | null
  /** Spacing of the values that the signal has shown so far, a power of two: 2^-7 (8 bits) to 2^-15. */
  readonly quantum: number
}

export interface RunFinder {
  push(block: Float32Array): void
  finish(): void
}

const COARSEST = 2 ** 7
const FINEST = 2 ** 15

/** Calls `onRun` for every run of at least `shortest` equal samples. */
export const createRunFinder = (shortest: number, onRun: (run: FlatRun) => void): RunFinder => {
  let position = 0
  let start = 0
  let value = Number.NaN
  let before = Number.NaN
  let levels = COARSEST

  const close = (length: number, after: number): void => {
    const stepIn = Number.isNaN(before) ? null : Math.abs(value - before)
    const stepOut = Number.isNaN(after) ? null : Math.abs(after - value)
    onRun({ start, length, value, stepIn, stepOut, quantum: 1 / levels })
  }
  return {
    push: block => {
      // Numbers that a closure keeps are slow to write: the loop has copies of its own.
      let current = value
      let previous = before
      let first = start - position
      let grid = levels
      for (let index = 0; index < block.length; index++) {
        const next = block[index] as number
        if (next === current) continue
        while (grid < FINEST && Math.floor(next * grid) !== next * grid) grid *= 2
        if (index - first >= shortest) {
          start = position + first
          value = current
          before = previous
          levels = grid
          close(index - first, next)
        }
        previous = current
        current = next
        first = index
      }
      start = position + first
      value = current
      before = previous
      levels = grid
      position += block.length
    },
    finish: () => {
      if (position - start >= shortest) close(position - start, Number.NaN)
    }
  }
}
