import { randomIndex } from './random.ts'
import type { Random } from './random.ts'
import { squaredDistance } from './rows.ts'
import type { Rows } from './rows.ts'

export interface SmoteOptions {
  /** Rows of the smaller class wanted, relative to the larger. */
  readonly ratio: number
  readonly neighbours: number
}

/** The target domain up to a fifth of the source's, as in arXiv 2305.03328; two neighbours, because it has few clips. */
export const SMOTE_DEFAULTS: SmoteOptions = { ratio: 0.2, neighbours: 2 }

/** Indices of the nearest other rows of each row, nearest first, by Euclidean distance. */
export const nearestRows = (rows: Rows, neighbours: number): number[][] =>
  rows.map((row, index) =>
    rows
      .map((other, at) => ({ at, distance: squaredDistance(row, other) }))
      .filter(({ at }) => at !== index)
      .sort((a, b) => a.distance - b.distance || a.at - b.at)
      .slice(0, neighbours)
      .map(({ at }) => at)
  )

/**
 * New rows between a row and one of its nearest others, so that there are `ratio` times `majority` in all
 * (Chawla et al., SMOTE: Synthetic Minority Over-sampling Technique, 2002). None where there are enough already,
 * or where a single row has no neighbour.
 */
export const smote = (
  rows: Rows,
  majority: number,
  { ratio, neighbours }: SmoteOptions,
  random: Random
): Float64Array[] => {
  const wanted = Math.floor(ratio * majority) - rows.length
  if (wanted <= 0 || rows.length < 2) return []
  const near = nearestRows(rows, Math.min(neighbours, rows.length - 1))
  return Array.from({ length: wanted }, () => {
    const from = randomIndex(random, rows.length)
    const others = near[from] as number[]
    const to = others[randomIndex(random, others.length)] as number
    const share = random()
    const target = rows[to] as Float64Array
    return (rows[from] as Float64Array).map(
      (value, column) => value + share * ((target[column] as number) - value)
    )
  })
}
