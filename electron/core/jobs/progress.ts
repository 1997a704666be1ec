import type { JobKind } from '../../contract/index.ts'

/** Where a running job stands. */
export interface Progress {
  readonly progress: number
  readonly message: string
  readonly remainingS: number | null
}

/** Not before this fraction and time: an early guess is worse than none. */
const MIN_FRACTION = 0.02
const MIN_ELAPSED_MS = 1000

/**
 * Kinds whose parts go at very different speeds: what the pace so far says is wrong by several times. Of a training,
 * its own estimate is told instead.
 */
const UNEVEN: ReadonlySet<JobKind> = new Set(['fit', 'sample', 'report', 'export-machine', 'import-machine'])

/** Seconds left at the pace so far; null while there is too little to judge by, and for uneven kinds. */
export const remainingS = (kind: JobKind, fraction: number, elapsedMs: number): number | null => {
  if (UNEVEN.has(kind)) return null
  if (fraction < MIN_FRACTION || fraction >= 1 || elapsedMs < MIN_ELAPSED_MS) return null
  return Math.ceil(((elapsedMs / fraction) * (1 - fraction)) / 1000)
}

/** Calls `publish` at most every `intervalMs`; the last value is never lost. */
export const throttle = (
  publish: () => void,
  intervalMs: number
): { readonly touch: () => void; readonly stop: () => void } => {
  let last = -Infinity
  let timer: NodeJS.Timeout | undefined
  const fire = (): void => {
    timer = undefined
    last = performance.now()
    publish()
  }
  return {
    touch: () => {
      if (timer !== undefined) return
      const wait = last + intervalMs - performance.now()
      if (wait <= 0) fire()
      else timer = setTimeout(fire, wait)
    },
    stop: () => clearTimeout(timer)
  }
}
