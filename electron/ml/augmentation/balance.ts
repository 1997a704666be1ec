import type { RandomSource } from '../random.ts'

/** A made-up training sample: on the way from one real sample to a near one of its class. */
export interface SmoteDraw {
  readonly from: number
  /** The neighbour, or the sample itself where its class has no other: then it is to be time-warped first. */
  readonly to: number
  /** 0: `from` itself; 1: `to` itself. */
  readonly share: number
}

const MAX_NEIGHBOURS = 5

/**
 * What SMOTE (Chawla et al., JAIR 2002) adds to balance classes: each class is filled up to the size of the largest
 * with points between a sample and one of its k = min(5, n - 1) nearest neighbours of the class.
 * @param classes the class of each sample
 * @param distance between two samples, any scale
 */
export const drawSmote = (
  random: RandomSource,
  classes: Int32Array,
  distance: (a: number, b: number) => number
): SmoteDraw[] => {
  const members = new Map<number, number[]>()
  for (const [sample, label] of classes.entries()) {
    const group = members.get(label)
    if (group === undefined) members.set(label, [sample])
    else group.push(sample)
  }
  const largest = Math.max(0, ...[...members.values()].map(group => group.length))
  const draws: SmoteDraw[] = []
  for (const group of members.values()) {
    const neighbours = new Map<number, readonly number[]>()
    const nearest = (sample: number): readonly number[] => {
      const known = neighbours.get(sample) ?? nearestOf(sample, group, distance)
      neighbours.set(sample, known)
      return known
    }
    for (let missing = largest - group.length; missing > 0; missing--) {
      const from = pick(random, group)
      const near = nearest(from)
      const to = near.length === 0 ? from : pick(random, near)
      draws.push({ from, to, share: random.uniform() })
    }
  }
  return draws
}

const nearestOf = (
  sample: number,
  group: readonly number[],
  distance: (a: number, b: number) => number
): readonly number[] =>
  group
    .filter(other => other !== sample)
    .map(other => ({ other, away: distance(sample, other) }))
    .sort((a, b) => a.away - b.away)
    .slice(0, MAX_NEIGHBOURS)
    .map(({ other }) => other)

const pick = (random: RandomSource, from: readonly number[]): number => {
  const chosen = from[Math.floor(random.uniform() * from.length)]
  if (chosen === undefined) throw new Error('Nothing to pick from')
  return chosen
}

/** Between two magnitude inputs on a log scale: exp((1 - share) * log a + share * log b), zeros kept at the floor. */
export const betweenLogMagnitudes = (a: Float32Array, b: Float32Array, share: number): Float32Array =>
  a.map((value, index) =>
    Math.exp(
      (1 - share) * Math.log(Math.max(value, MAGNITUDE_FLOOR)) +
        share * Math.log(Math.max(b[index] ?? 0, MAGNITUDE_FLOOR))
    )
  )

/** Far below the quantisation of 16 bits: only digital silence is raised by it. */
const MAGNITUDE_FLOOR = 1e-8
