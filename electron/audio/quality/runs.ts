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
      for (let index = 0; index < block.length; index++) {
        const next = block[index] as number
        if (next === value) continue
        while (levels < FINEST && Math.floor(next * levels) !== next * levels) levels *= 2
        const at = position + index
        if (at - start >= shortest) close(at - start, next)
        before = value
        value = next
        start = at
      }
      position += block.length
    },
    finish: () => {
      if (position - start >= shortest) close(position - start, Number.NaN)
    }
  }
}
