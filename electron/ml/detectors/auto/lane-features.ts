import type { BandFrames } from '../../../dsp/band-levels.ts'
import { RECIPE, SAMPLE_RATE_HZ } from './parameters.ts'

/** Windows of the lane: 1 s every 0.25 s; per window 32 levels (250-Hz bands) and 64 drops (125-Hz bands). */
export const LANE = { windowS: 1, stepS: 0.25, levelBands: 32, dropBands: 64, values: 96 } as const

/** Quantisation of lane values: hundredths of a dB. */
export const LANE_STEPS_PER_DB = 100

const CHUNKS = LANE.windowS / LANE.stepS

/** Number of whole lane windows in a clip. */
export const laneWindows = (sampleCount: number): number =>
  Math.max(0, Math.floor((sampleCount / SAMPLE_RATE_HZ - LANE.windowS) / LANE.stepS + 1e-9) + 1)

/**
 * Rows of the lane in hundredths of a dB, `values[window * 96 + i]`: mean level of 32 bands over the window
 * (from fine powers), then the sharpest drop of 64 bands (from slow levels in dB). Energy and abrupt change
 * were the best pair of seven candidates on bursts planted in training clips, and need no sorting.
 */
export const laneRows = (finePowers: BandFrames, slowLevels: BandFrames, sampleCount: number): Int16Array => {
  const windows = laneWindows(sampleCount)
  const rows = new Int16Array(windows * LANE.values)
  if (windows === 0) return rows
  fillLevels(rows, windows, finePowers)
  fillDrops(rows, windows, slowLevels)
  return rows
}

// First frame of each quarter second; frames are centred on multiples of the hop.
const chunkStarts = (windows: number, hop: number, frames: number): Int32Array =>
  Int32Array.from({ length: windows + CHUNKS }, (_, chunk) =>
    Math.min(frames, Math.ceil((chunk * LANE.stepS * SAMPLE_RATE_HZ) / hop))
  )

const quantise = (db: number): number => Math.round(Math.max(-320, Math.min(320, db)) * LANE_STEPS_PER_DB)

const fillLevels = (rows: Int16Array, windows: number, { bands, frames, values }: BandFrames): void => {
  const starts = chunkStarts(windows, RECIPE.fine.hop, frames)
  const width = bands / LANE.levelBands
  const sums = new Float64Array(starts.length - 1)
  for (let wide = 0; wide < LANE.levelBands; wide++) {
    sums.fill(0)
    for (let band = wide * width; band < (wide + 1) * width; band++) {
      for (let chunk = 0; chunk < sums.length; chunk++) {
        const end = band * frames + (starts[chunk + 1] as number)
        let sum = 0
        for (let at = band * frames + (starts[chunk] as number); at < end; at++) sum += values[at] as number
        sums[chunk] = (sums[chunk] as number) + sum
      }
    }
    for (let window = 0; window < windows; window++) {
      const count = ((starts[window + CHUNKS] as number) - (starts[window] as number)) * width
      let sum = 0
      for (let chunk = window; chunk < window + CHUNKS; chunk++) sum += sums[chunk] as number
      rows[window * LANE.values + wide] = quantise(10 * Math.log10(sum / count + 1e-10))
    }
  }
}

const fillDrops = (rows: Int16Array, windows: number, { bands, frames, values }: BandFrames): void => {
  const starts = chunkStarts(windows, RECIPE.slow.hop, frames)
  const lag = RECIPE.quickLag
  const width = bands / LANE.dropBands
  const drops = new Float64Array(starts.length - 1)
  for (let wide = 0; wide < LANE.dropBands; wide++) {
    drops.fill(-320)
    for (let band = wide * width; band < (wide + 1) * width; band++) {
      const from = band * frames
      for (let chunk = 0; chunk < drops.length; chunk++) {
        // A drop belongs to the quarter second in which its middle frame lies.
        const first = Math.max(starts[chunk] as number, 1)
        const end = Math.min(starts[chunk + 1] as number, frames - lag + 1)
        for (let middle = first; middle < end; middle++) {
          const before = from + middle - 1
          const drop = (values[before] as number) - (values[before + lag] as number)
          if (drop > (drops[chunk] as number)) drops[chunk] = drop
        }
      }
    }
    for (let window = 0; window < windows; window++) {
      let largest = -320
      for (let chunk = window; chunk < window + CHUNKS; chunk++) {
        largest = Math.max(largest, drops[chunk] as number)
      }
      rows[window * LANE.values + LANE.levelBands + wide] = quantise(largest)
    }
  }
}
