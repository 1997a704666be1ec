/** A stretch of samples that all have one value. */
export interface FlatRun {
  readonly start: number
  readonly length: number
  readonly value: number
  /** Larger of the steps into and out of the run; 0 at the signal's ends. */
  readonly step: number
  /** Smallest non-zero step between neighbours so far: the quantum of the format, where it has one. */
  readonly quantum: number
  readonly isAtStart: boolean
}

export interface RunFinder {
  push(block: Float32Array): void
  finish(): void
}

/** Calls `onRun` for every run of at least `shortest` equal samples; the last one has isAtEnd. */
export const createRunFinder = (
  shortest: number,
  onRun: (run: FlatRun, isAtEnd: boolean) => void
): RunFinder => {
  let position = 0
  let start = 0
  let value = Number.NaN
  let before = Number.NaN
  let quantum = Number.POSITIVE_INFINITY

  const close = (length: number, after: number): void => {
    const stepIn = Number.isNaN(before) ? 0 : Math.abs(value - before)
    const stepOut = Number.isNaN(after) ? 0 : Math.abs(after - value)
    const run = { start, length, value, step: Math.max(stepIn, stepOut), quantum, isAtStart: start === 0 }
    onRun(run, Number.isNaN(after))
  }
  return {
    push: block => {
      for (let index = 0; index < block.length; index++) {
        const next = block[index] as number
        if (next === value) continue
        const at = position + index
        const length = at - start
        if (length >= shortest) close(length, next)
        const step = Math.abs(next - value)
        if (step < quantum) quantum = step
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
