import type { LossPoint, TrainingPoint } from '../../../../electron/contract/models.ts'
import { curveByNetwork } from '../../../../electron/contract/networks.ts'

/** Points with a new one in its place: an epoch that was there already is replaced, as after an interruption. */
export const withPoint = (
  points: readonly TrainingPoint[],
  point: TrainingPoint
): readonly TrainingPoint[] => [
  ...points.filter(({ epoch }) => epoch < point.epoch),
  point,
  ...points.filter(({ epoch }) => epoch > point.epoch)
]

/** Where a training stands: which network, and which of its epochs. */
export interface PlaceInTraining {
  readonly network: number
  readonly networks: number
  readonly epoch: number
  readonly epochs: number
}

/** Where a training stands at its last point; the networks to come are expected to take as many epochs. */
export const placeInTraining = (
  points: readonly LossPoint[],
  { epoch, epochs, network = 1, networks = 1 }: TrainingPoint
): PlaceInTraining => {
  const own = curveByNetwork(points).at(-1)?.at(-1)?.epoch ?? epoch
  const left = networks - network + 1
  return { network, networks, epoch: own, epochs: Math.round((epochs - (epoch - own)) / left) }
}

/** What a sentence says of a curve. */
export interface CurveSummary {
  readonly epoch: number
  readonly first: number
  readonly last: number
  /** Lowest loss on the clips that were left out; null where there is none. */
  readonly best: { readonly epoch: number; readonly loss: number } | null
}

/** First, last and best of a curve; null before its first point. */
export const summaryOf = (points: readonly LossPoint[]): CurveSummary | null => {
  const [first, last] = [points[0], points.at(-1)]
  if (!first || !last) return null
  let best: CurveSummary['best'] = null
  for (const { epoch, validationLoss } of points) {
    if (validationLoss !== null && (best === null || validationLoss < best.loss)) {
      best = { epoch, loss: validationLoss }
    }
  }
  return { epoch: last.epoch, first: first.loss, last: last.loss, best }
}

/** From this ratio of the largest to the smallest loss on, a linear axis shows the first epochs only. */
const FAR = 12

/** Whether a curve needs a logarithmic axis: it falls over more than an order of magnitude and stays above zero. */
export const needsLogarithm = (points: readonly LossPoint[]): boolean => {
  const values = points.flatMap(({ loss, validationLoss }) =>
    validationLoss === null ? [loss] : [loss, validationLoss]
  )
  const [low, high] = [Math.min(...values), Math.max(...values)]
  return low > 0 && Number.isFinite(high) && high / low > FAR
}

/** A loss with three figures: 0.0123, 4.57, 312. */
export const formatLoss = (loss: number): string => {
  if (!Number.isFinite(loss)) return '–'
  const size = Math.abs(loss)
  const text = size >= 1e5 || (size > 0 && size < 1e-3) ? loss.toExponential(1) : Number(loss.toPrecision(3))
  return String(text).replace('-', '\u2212')
}

/** At most `most` of the points, evenly chosen, with the first and the last: for a table. */
export const sampled = <T>(points: readonly T[], most: number): readonly T[] => {
  if (points.length <= most) return points
  const at = (index: number): number => Math.round((index * (points.length - 1)) / (most - 1))
  return Array.from({ length: most }, (_, index) => points.slice(at(index), at(index) + 1)).flat()
}
