import { deviation, mean } from '../../../dsp/statistics.ts'
import { dot, invertPositiveDefinite, symmetricTimes } from '../../linalg/cholesky.ts'
import { ledoitWolf } from '../../linalg/ledoit-wolf.ts'
import { thresholdOf } from './calibration.ts'
import type { ClipFeatures } from './features.ts'
import { LANE, LANE_STEPS_PER_DB } from './lane-features.ts'
import { RECIPE } from './parameters.ts'

/** Mean, spread and metric of one half of the lane rows (levels or drops). */
export interface LaneView {
  readonly mean: Float64Array
  readonly deviation: Float64Array
  readonly precision: Float64Array
  /** Mean and deviation of the distances of windows from other recordings. */
  readonly location: number
  readonly scale: number
}

/** The lane's own model: windows of the normals, calibrated on windows of other blocks. */
export interface LaneModel {
  readonly ignoreLevel: boolean
  readonly views: readonly LaneView[]
  readonly threshold: number
}

/** One value per window of a clip; window i covers startS + i stepS to that plus windowS, seconds of the clip. */
export interface ScoreLane {
  readonly startS: number
  readonly stepS: number
  readonly windowS: number
  readonly values: Float32Array
  /** Five percent of the normals' held-out lanes go above this. */
  readonly threshold: number
  /** Middle of the highest window. */
  readonly peakS: number
  /** Deviation of the eight 1-kHz bands per window, in standard deviations: `bands[window * 8 + band]`. */
  readonly bands: Float32Array
  /** The three bands that stand out most in the highest window, most first. */
  readonly topBands: readonly number[]
}

/** A lane model and the held-out lanes of the clips it was fitted on. */
export interface LaneFit {
  readonly model: LaneModel
  readonly heldOut: readonly ScoreLane[]
}

const HALVES = [
  { offset: 0, size: LANE.levelBands },
  { offset: LANE.levelBands, size: LANE.dropBands }
] as const
const KILOHERTZ_BANDS = 8
const VARIANCE_FLOOR = 1e-4

/** Rows of a clip's windows in dB; without overall level each is taken relative to the clip's mean level. */
const rowsOf = (features: ClipFeatures, ignoreLevel: boolean): Float64Array[] => {
  const { lane } = features
  const rows = Array.from({ length: lane.length / LANE.values }, (_, window) =>
    Float64Array.from(
      lane.subarray(window * LANE.values, (window + 1) * LANE.values),
      value => value / LANE_STEPS_PER_DB
    )
  )
  if (!ignoreLevel) return rows
  const level = mean(rows.map(row => mean(row.subarray(0, LANE.levelBands))))
  return rows.map(row => row.map((value, index) => (index < LANE.levelBands ? value - level : value)))
}

/** Fits the lane on clips whose blocks are given; a clip's held-out lane comes from a fit without its block. */
export const fitLane = (
  clips: readonly ClipFeatures[],
  blocks: Int32Array,
  ignoreLevel: boolean,
  onStep: () => void = () => undefined
): LaneFit => {
  const rows = clips.map(clip => rowsOf(clip, ignoreLevel))
  const held = clips.map((): { distances: Float64Array[]; bands: Float32Array } => ({
    distances: [],
    bands: new Float32Array(0)
  }))
  for (const block of new Set(blocks)) {
    onStep()
    const views = fitViews(rows.filter((_, clip) => blocks[clip] !== block).flat())
    rows.forEach((windows, clip) => {
      if (blocks[clip] === block)
        held[clip] = { distances: distancesOf(views, windows), bands: bandsOf(views, windows) }
    })
  }
  onStep()
  const views = fitViews(rows.flat()).map((view, half) => {
    const distances = held.flatMap(({ distances }) => Array.from(distances[half] ?? []))
    return { ...view, location: mean(distances), scale: deviation(distances) + 1e-9 }
  })
  const values = held.map(({ distances }) => fuse(views, distances))
  const threshold = thresholdOf(values.map(lane => Math.max(...lane)))
  return {
    model: { ignoreLevel, views, threshold },
    heldOut: values.map((lane, clip) =>
      laneOf(lane, (held[clip] as { bands: Float32Array }).bands, threshold)
    )
  }
}

/** The score lane of a clip that was not in the fit. */
export const scoreLane = (model: LaneModel, features: ClipFeatures): ScoreLane => {
  const rows = rowsOf(features, model.ignoreLevel)
  const values = fuse(model.views, distancesOf(model.views, rows))
  return laneOf(values, bandsOf(model.views, rows), model.threshold)
}

const fitViews = (rows: readonly Float64Array[]): LaneView[] =>
  HALVES.map(({ offset, size }) => {
    const half = rows.map(row => row.subarray(offset, offset + size))
    const { mean: centre, covariance } = ledoitWolf(half, size)
    let trace = 0
    for (let index = 0; index < size; index++) trace += covariance[index * size + index] as number
    const spread = new Float64Array(size)
    for (let index = 0; index < size; index++) {
      const at = index * size + index
      covariance[at] = Math.max((covariance[at] as number) + (RECIPE.ridge * trace) / size, VARIANCE_FLOOR)
      spread[index] = Math.sqrt(covariance[at])
    }
    const precision = invertPositiveDefinite(covariance, size)
    return { mean: centre, deviation: spread, precision, location: 0, scale: 1 }
  })

const distancesOf = (views: readonly LaneView[], rows: readonly Float64Array[]): Float64Array[] =>
  views.map(({ mean: centre, precision }, half) => {
    const offset = HALVES[half]?.offset ?? 0
    return Float64Array.from(rows, row => {
      const deviations = centre.map((value, index) => (row[offset + index] as number) - value)
      return Math.sqrt(Math.max(dot(deviations, symmetricTimes(precision, deviations)), 0))
    })
  })

const fuse = (views: readonly LaneView[], distances: readonly Float64Array[]): Float32Array => {
  const windows = distances[0]?.length ?? 0
  return Float32Array.from({ length: windows }, (_, window) =>
    mean(views.map((view, half) => ((distances[half]?.[window] as number) - view.location) / view.scale))
  )
}

// Root mean square of what lies above the normals' mean, in their deviations, over both halves alike.
const bandsOf = (views: readonly LaneView[], rows: readonly Float64Array[]): Float32Array => {
  const bands = new Float32Array(rows.length * KILOHERTZ_BANDS)
  rows.forEach((row, window) => {
    for (let band = 0; band < KILOHERTZ_BANDS; band++) {
      let sum = 0
      views.forEach((view, half) => {
        const { offset, size } = HALVES[half] as (typeof HALVES)[number]
        const width = size / KILOHERTZ_BANDS
        for (let index = band * width; index < (band + 1) * width; index++) {
          const z =
            ((row[offset + index] as number) - (view.mean[index] as number)) /
            (view.deviation[index] as number)
          if (z > 0) sum += (z * z) / width / views.length
        }
      })
      bands[window * KILOHERTZ_BANDS + band] = Math.sqrt(sum)
    }
  })
  return bands
}

const laneOf = (values: Float32Array, bands: Float32Array, threshold: number): ScoreLane => {
  const highest = values.indexOf(Math.max(...values))
  const atPeak = Array.from(bands.subarray(highest * KILOHERTZ_BANDS, (highest + 1) * KILOHERTZ_BANDS))
  const ranked = atPeak.map((_, band) => band).sort((a, b) => (atPeak[b] as number) - (atPeak[a] as number))
  return {
    startS: 0,
    stepS: LANE.stepS,
    windowS: LANE.windowS,
    values,
    threshold,
    peakS: Math.max(0, highest) * LANE.stepS + LANE.windowS / 2,
    bands,
    topBands: ranked.slice(0, 3)
  }
}
