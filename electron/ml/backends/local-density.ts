import { smallest, unitDistance, unitRow } from './rows.ts'
import type { Rows } from './rows.ts'

/**
 * Cosine nearest neighbour with local density normalisation, the form "ratio": the score of x is the minimum over the
 * normals y of d(x, y) divided by the mean of d(y, y_k) over the K normals y_k nearest to y, y itself left out.
 * Wilkinghoff, Yang, Ebbers, Germain, Wichern, Le Roux: Keeping the Balance: Anomaly Score Calculation for Domain
 * Generalization, ICASSP 2025, and Local Density-Based Anomaly Score Normalization for Domain Generalization, IEEE
 * Trans. Audio, Speech, Lang. Process. 2025 (arXiv 2509.10951). It needs no domain labels.
 */
export interface LocalDensityModel {
  readonly rows: Rows
  /** Mean distance of each row to its nearest rows of other recordings. */
  readonly spacings: Float64Array
}

/** A spacing below this share of the mean one would make every distance infinite. */
const LEAST_SHARE = 1e-3
/** Below it rows are copies: rounding is all that keeps them apart. */
const COPIES = 1e-12

/**
 * Keeps the normals and how densely each is surrounded. The project's own on top of the source: clips of one recording
 * are too alike to say anything of density, so only those of other recordings count, and a spacing of copies is
 * bounded from below. Held-out scores come from fits without a block (`fitBackend`), spacings included.
 */
export const fitLocalDensity = (
  rows: Rows,
  recordings: readonly string[],
  { neighbours }: { readonly neighbours: number }
): LocalDensityModel => {
  const units = rows.map(unitRow)
  const spacings = Float64Array.from(units, (unit, index) => {
    const others = units.filter((_, other) => recordings[other] !== recordings[index])
    const nearest = smallest(
      others.map(other => unitDistance(unit, other)),
      neighbours
    )
    return nearest.length === 0 ? 1 : nearest.reduce((sum, distance) => sum + distance, 0) / nearest.length
  })
  const mean = spacings.reduce((sum, spacing) => sum + spacing, 0) / spacings.length
  const least = mean > COPIES ? LEAST_SHARE * mean : 1
  return { rows: units, spacings: spacings.map(spacing => Math.max(spacing, least)) }
}

/**
 * Smallest distance to a normal, each relative to that normal's own spacing (not the spacing of the nearest one): a
 * clip in a sparse region (the target domain, a rare condition) is not anomalous for its distance alone.
 */
export const scoreLocalDensity = ({ rows, spacings }: LocalDensityModel, row: Float64Array): number => {
  const unit = unitRow(row)
  let least = Number.POSITIVE_INFINITY
  for (const [index, other] of rows.entries()) {
    least = Math.min(least, unitDistance(unit, other) / (spacings[index] as number))
  }
  return least
}
