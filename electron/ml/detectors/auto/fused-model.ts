import { deviation, mean } from '../../../dsp/statistics.ts'
import type { ClipFeatures } from './features.ts'
import { VIEWS } from './parameters.ts'
import { fitView, viewZ } from './view-model.ts'
import type { ViewModel } from './view-model.ts'

/** The views' models and their fusion: docs/detector.md, "Recipe", 3 and 4. */
export interface FusedModel {
  readonly ignoreLevel: boolean
  /** In the order of VIEWS; the level is the last. */
  readonly views: readonly ViewModel[]
  readonly location: number
  readonly scale: number
}

/** A clip's views (385 values) and the recording it was cut from, counted from 0. */
export interface FitRow {
  readonly views: Float64Array
  readonly group: number
}

/** A fused model and the held-out scores of its clips in closed form. */
export interface FusedFit {
  readonly model: FusedModel
  readonly heldOut: Float64Array
}

/** Score of a clip with what its views contributed. */
export interface FusedScore {
  readonly score: number
  /** Standardised distance per view, in the order of VIEWS. */
  readonly z: readonly number[]
  /** Deviations from the normals' mean per view, dB. */
  readonly deviations: readonly Float64Array[]
}

const BAND_VIEWS = 4

/** The views of a clip as a row; the level in double precision, because its spread among normals can be tiny. */
export const rowOf = ({ views, levelDb }: ClipFeatures): Float64Array => {
  const row = Float64Array.from(views)
  row[row.length - 1] = levelDb
  return row
}

/** Fits the five views and fuses them. */
export const fitFused = (rows: readonly FitRow[], ignoreLevel: boolean): FusedFit => {
  const groups = Int32Array.from(rows, row => row.group)
  const fits = VIEWS.map(({ offset, size }) =>
    fitView(
      rows.map(row => row.views.subarray(offset, offset + size)),
      size,
      groups
    )
  )
  const fused = Float64Array.from(rows, (_, index) =>
    mean(fits.slice(0, BAND_VIEWS).map(fit => fit.heldOut[index] as number))
  )
  const location = mean(fused)
  const scale = deviation(fused) + 1e-9
  const level = fits[BAND_VIEWS]?.heldOut
  const heldOut = fused.map((value, index) => {
    const z = (value - location) / scale
    return ignoreLevel || !level ? z : Math.max(z, level[index] as number)
  })
  return { model: { ignoreLevel, views: fits.map(fit => fit.model), location, scale }, heldOut }
}

/** Scores the views of one clip. */
export const scoreFused = (model: FusedModel, views: Float64Array): FusedScore => {
  const parts = VIEWS.map(({ offset, size }, index) =>
    viewZ(model.views[index] as ViewModel, views.subarray(offset, offset + size))
  )
  const z = parts.map(part => part.z)
  const fused = (mean(z.slice(0, BAND_VIEWS)) - model.location) / model.scale
  const score = model.ignoreLevel ? fused : Math.max(fused, z[BAND_VIEWS] as number)
  return { score, z, deviations: parts.map(part => part.deviations) }
}
