import { randomIndex } from './random.ts'
import type { Random } from './random.ts'
import { squaredDistance, widthOf } from './rows.ts'
import type { Rows } from './rows.ts'

/** Clusters of rows. */
export interface Clusters {
  readonly centres: Rows
  /** Cluster of each row. */
  readonly labels: Int32Array
  /** Sum of squared distances of the rows to their centres. */
  readonly inertia: number
}

export interface KmeansOptions {
  readonly clusters: number
  /** Runs from other starts; the one with the least inertia counts. */
  readonly starts?: number
  readonly maxIterations?: number
}

const DEFAULT_STARTS = 10
const DEFAULT_ITERATIONS = 300

/** First centres far from each other (Arthur and Vassilvitskii, k-means++, 2007). */
export const plusPlusCentres = (rows: Rows, clusters: number, random: Random): Rows => {
  const first = rows[randomIndex(random, rows.length)]
  if (first === undefined) return []
  const centres = [first]
  const distances = Float64Array.from(rows, row => squaredDistance(row, first))
  while (centres.length < clusters) {
    const total = distances.reduce((sum, distance) => sum + distance, 0)
    let left = random() * total
    let chosen = total > 0 ? rows.length - 1 : randomIndex(random, rows.length)
    for (let index = 0; total > 0 && index < rows.length; index++) {
      left -= distances[index] as number
      if (left < 0) {
        chosen = index
        break
      }
    }
    const centre = rows[chosen] as Float64Array
    centres.push(centre)
    for (const [index, row] of rows.entries()) {
      distances[index] = Math.min(distances[index] as number, squaredDistance(row, centre))
    }
  }
  return centres
}

const assign = (rows: Rows, centres: Rows, labels: Int32Array, distances: Float64Array): boolean => {
  let hasChanged = false
  for (const [index, row] of rows.entries()) {
    let best = 0
    let least = Number.POSITIVE_INFINITY
    for (const [cluster, centre] of centres.entries()) {
      const distance = squaredDistance(row, centre)
      if (distance < least) {
        least = distance
        best = cluster
      }
    }
    distances[index] = least
    if (labels[index] === best) continue
    labels[index] = best
    hasChanged = true
  }
  return hasChanged
}

/** Means of the clusters; an empty one takes the row that is farthest from its own centre. */
const update = (rows: Rows, labels: Int32Array, distances: Float64Array, count: number): Float64Array[] => {
  const sums = Array.from({ length: count }, () => new Float64Array(widthOf(rows)))
  const sizes = new Int32Array(count)
  for (const label of labels) sizes[label] = (sizes[label] as number) + 1
  for (let cluster = 0; cluster < count; cluster++) {
    if ((sizes[cluster] as number) > 0) continue
    const farthest = distances.reduce((best, distance, index) => {
      const isSpare = (sizes[labels[index] as number] as number) > 1
      return isSpare && (best < 0 || distance > (distances[best] as number)) ? index : best
    }, -1)
    if (farthest < 0) continue
    const from = labels[farthest] as number
    sizes[from] = (sizes[from] as number) - 1
    sizes[cluster] = 1
    labels[farthest] = cluster
    distances[farthest] = 0
  }
  for (const [index, row] of rows.entries()) {
    const sum = sums[labels[index] as number] as Float64Array
    for (let column = 0; column < row.length; column++) {
      sum[column] = (sum[column] as number) + (row[column] as number)
    }
  }
  return sums.map((sum, cluster) => sum.map(value => value / Math.max(1, sizes[cluster] as number)))
}

/** Lloyd's iteration from given centres until no row changes its cluster. */
export const lloyd = (rows: Rows, start: Rows, maxIterations = DEFAULT_ITERATIONS): Clusters => {
  const labels = new Int32Array(rows.length).fill(-1)
  const distances = new Float64Array(rows.length)
  let centres: Rows = start
  for (let iteration = 0; iteration < maxIterations; iteration++) {
    if (!assign(rows, centres, labels, distances)) break
    centres = update(rows, labels, distances, start.length)
  }
  const inertia = rows.reduce(
    (sum, row, index) => sum + squaredDistance(row, centres[labels[index] as number] as Float64Array),
    0
  )
  return { centres, labels, inertia }
}

/** K-means with k-means++ starts; at most as many clusters as rows. */
export const kmeans = (rows: Rows, options: KmeansOptions, random: Random): Clusters => {
  const clusters = Math.min(options.clusters, rows.length)
  const starts = clusters <= 1 ? 1 : (options.starts ?? DEFAULT_STARTS)
  let best: Clusters | undefined
  for (let start = 0; start < starts; start++) {
    const found = lloyd(rows, plusPlusCentres(rows, clusters, random), options.maxIterations)
    if (best === undefined || found.inertia < best.inertia) best = found
  }
  return best ?? { centres: [], labels: new Int32Array(0), inertia: 0 }
}
