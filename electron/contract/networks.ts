import type { LossPoint, Model } from './models.ts'

/** Networks of a deeper fit, each trained without one half of the machine's own clips. */
export const DEEPER_NETWORKS = 2

/**
 * Epochs that each network of a version was trained, in order; empty where nothing was trained. Deeper fits made before
 * that was kept are taken to have two halves of the sum.
 */
export const epochsByNetwork = ({
  detector,
  training
}: Pick<Model, 'detector' | 'training'>): readonly number[] => {
  if (training === null) return []
  const { epochs, networks } = training
  if (networks !== undefined) return networks
  const first = Math.ceil(epochs / DEEPER_NETWORKS)
  return detector === 'deeper' && epochs > 1 ? [first, epochs - first] : [epochs]
}

/** "30 epochs", "2 networks, 15 epochs each", "2 networks, 15 and 4 epochs". */
export const epochsText = (byNetwork: readonly number[]): string => {
  const [first = 0] = byNetwork
  const isEach = byNetwork.every(epochs => epochs === first)
  const count = isEach ? String(first) : byNetwork.join(' and ')
  const noun = count === '1' ? 'epoch' : 'epochs'
  if (byNetwork.length <= 1) return `${count} ${noun}`
  return `${byNetwork.length} networks, ${count} ${noun}${isEach ? ' each' : ''}`
}

/** The part of a curve that is one network's, its epochs counted from 1 again; all of it where there is one network. */
export const curveByNetwork = <P extends LossPoint>(points: readonly P[]): readonly P[][] => {
  const curves: P[][] = []
  let [before, last, network] = [0, 0, points[0]?.network]
  for (const point of points) {
    if (curves.length === 0 || point.network !== network) {
      before = curves.length === 0 ? 0 : last
      network = point.network
      curves.push([])
    }
    last = point.epoch
    curves.at(-1)?.push({ ...point, epoch: point.epoch - before })
  }
  return curves
}
