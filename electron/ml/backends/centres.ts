import { kmeans } from './kmeans.ts'
import type { Random } from './random.ts'
import { unitDistance, unitRow } from './rows.ts'
import type { Rows } from './rows.ts'

/** K-means centres of the source domain and the clips of the target domain, all of length 1. */
export interface CentresModel {
  readonly rows: Rows
}

/**
 * Back-end of Wilkinghoff's backbone (ICASSP 2023): at most `centres` K-means centres of the source clips, and
 * every target clip by itself, because there are few. Where no domain is known all clips count as source.
 */
export const fitCentres = (
  rows: Rows,
  domains: readonly ('source' | 'target' | null)[],
  { centres }: { readonly centres: number },
  random: Random
): CentresModel => {
  const units = rows.map(unitRow)
  const targets = units.filter((_, index) => domains[index] === 'target')
  const sources = units.filter((_, index) => domains[index] !== 'target')
  const means = kmeans(sources, { clusters: centres }, random).centres
  return { rows: [...means.map(unitRow), ...targets] }
}

/** Cosine distance to the nearest centre or target clip, 0 to 2. */
export const scoreCentres = ({ rows }: CentresModel, row: Float64Array): number => {
  const unit = unitRow(row)
  return rows.reduce((least, other) => Math.min(least, unitDistance(unit, other)), 2)
}
