import { createRunFinder } from './runs.ts'
import type { FlatRun } from './runs.ts'

/** A stretch in which nothing was recorded. */
export interface DropOut {
  readonly startS: number
  readonly lengthS: number
}

export interface DefectCounts {
  /** Runs of samples held at the signal's highest or lowest value. */
  readonly clippedRuns: number
  /** Samples in them, or samples at the limit of the format, whichever are more. */
  readonly clippedSamples: number
  readonly fullScaleSamples: number
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
// A slow, smooth wave also has equal samples at its top, but reaches them by steps of a quantum or two; a quiet
// recording's pauses are zeros, but the sound fades into them.
const ABRUPT_QUANTA = 8
const FADING_QUANTA = 2
const DROP_OUT_S = 0.005
// Coders and recorders begin and end with a little silence of their own.
const EDGE_DROP_OUT_S = 0.1
/** 16 bits reach 32767 / 32768; finer formats that come closer are limited as well. */
const FULL_SCALE = 32_766.5 / 32_768
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
  const edgeDropOuts: DropOut[] = []
  let pauses = 0
  let fullScaleSamples = 0

  const onLongRun = (run: FlatRun, steps: readonly number[], isAbrupt: boolean): void => {
    const dropOut = { startS: run.start / sampleRateHz, lengthS: run.length / sampleRateHz }
    const isSudden = isAbrupt && Math.min(...steps) > FADING_QUANTA * run.quantum
    if (steps.length === 2 && !isSudden) pauses++
    else if (steps.length === 2 && dropOuts.length < MOST_DROP_OUTS) dropOuts.push(dropOut)
    else if (isAbrupt && dropOut.lengthS >= EDGE_DROP_OUT_S) edgeDropOuts.push(dropOut)
  }
  const onRun = (run: FlatRun): void => {
    const steps = [run.stepIn, run.stepOut].filter(step => step !== null)
    const isAbrupt = Math.max(0, ...steps) >= ABRUPT_QUANTA * run.quantum
    if (Math.abs(run.value) < CLIPPED_LEVEL) {
      if (run.length >= DROP_OUT_S * sampleRateHz) onLongRun(run, steps, isAbrupt)
    } else if (isAbrupt) {
      note(run.value > 0 ? top : bottom, Math.abs(run.value), run.length)
    }
  }
  const finder = createRunFinder(CLIPPED_SAMPLES, onRun)
  return {
    push: block => {
      finder.push(block)
      for (let index = 0; index < block.length; index++) {
        if (Math.abs(block[index] as number) > FULL_SCALE) fullScaleSamples++
      }
    },
    result: (highest, lowest) => {
      finder.finish()
      // Flat runs below the extreme are chance: what limits a signal limits all of it.
      const real = [highest <= top.value ? top : null, -lowest <= bottom.value ? bottom : null]
      const found = real.filter(extreme => extreme !== null)
      return {
        clippedRuns: found.reduce((sum, extreme) => sum + extreme.runs, 0),
        clippedSamples: Math.max(
          fullScaleSamples,
          found.reduce((sum, extreme) => sum + extreme.samples, 0)
        ),
        fullScaleSamples,
        longestClippedRun: Math.max(0, ...found.map(extreme => extreme.longest)),
        // A recording that pauses by itself may begin and end in a pause.
        dropOuts: (pauses > 0 ? dropOuts : [...dropOuts, ...edgeDropOuts]).toSorted(
          (a, b) => a.startS - b.startS
        )
      }
    }
  }
}
