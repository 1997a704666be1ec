import { createRunFinder } from './runs.ts'
import type { FlatRun } from './runs.ts'

/** A stretch in which nothing was recorded. */
export interface DropOut {
  readonly startS: number
  readonly lengthS: number
}

export interface DefectCounts {
  /** Runs of samples held at the signal's highest or lowest value, and how many samples they have. */
  readonly clippedRuns: number
  readonly clippedSamples: number
  readonly longestClippedRun: number
  readonly dropOuts: readonly DropOut[]
}

export interface DefectFinder {
  push(block: Float32Array): void
  /** `highest` and `lowest` are the signal's extreme values. */
  result(highest: number, lowest: number): DefectCounts
}

const CLIPPED_SAMPLES = 3
/** Values below this are not clipped, however flat: quiet signals repeat their few values. */
const CLIPPED_LEVEL = 0.1
// A slow, smooth wave also has equal samples at its top, but reaches them by steps of a quantum or two.
const ABRUPT_QUANTA = 8
const DROP_OUT_S = 0.005
// Coders and recorders begin and end with a little silence of their own.
const EDGE_DROP_OUT_S = 0.1
const MOST_DROP_OUTS = 1000

interface Extreme {
  value: number
  runs: number
  samples: number
  longest: number
}

const note = (extreme: Extreme, height: number, length: number): void => {
  if (height > extreme.value) Object.assign(extreme, { value: height, runs: 0, samples: 0, longest: 0 })
  if (height < extreme.value) return
  extreme.runs++
  extreme.samples += length
  extreme.longest = Math.max(extreme.longest, length)
}

/** Finds clipping and drop-outs: both are runs of samples that are exactly equal, entered or left abruptly. */
export const createDefectFinder = (sampleRateHz: number): DefectFinder => {
  const top: Extreme = { value: CLIPPED_LEVEL, runs: 0, samples: 0, longest: 0 }
  const bottom: Extreme = { value: CLIPPED_LEVEL, runs: 0, samples: 0, longest: 0 }
  const dropOuts: DropOut[] = []

  const onRun = (run: FlatRun, isAtEnd: boolean): void => {
    const isAbrupt = run.step >= ABRUPT_QUANTA * run.quantum
    if (!isAbrupt) return
    const lengthS = run.length / sampleRateHz
    const isEdge = run.isAtStart || isAtEnd
    if (lengthS >= (isEdge ? EDGE_DROP_OUT_S : DROP_OUT_S) && Math.abs(run.value) < CLIPPED_LEVEL) {
      if (dropOuts.length < MOST_DROP_OUTS) dropOuts.push({ startS: run.start / sampleRateHz, lengthS })
    } else {
      note(run.value > 0 ? top : bottom, Math.abs(run.value), run.length)
    }
  }
  const finder = createRunFinder(CLIPPED_SAMPLES, onRun)
  return {
    push: finder.push,
    result: (highest, lowest) => {
      finder.finish()
      // Flat runs below the extreme are chance: what limits a signal limits all of it.
      const real = [highest <= top.value ? top : null, -lowest <= bottom.value ? bottom : null]
      const found = real.filter(extreme => extreme !== null)
      return {
        clippedRuns: found.reduce((sum, extreme) => sum + extreme.runs, 0),
        clippedSamples: found.reduce((sum, extreme) => sum + extreme.samples, 0),
        longestClippedRun: Math.max(0, ...found.map(extreme => extreme.longest)),
        dropOuts
      }
    }
  }
}
