import type { RandomSource } from '../random.ts'

/** For each row of a batch its partner in the batch, and the weight of the row itself (the partner has the rest). */
export interface MixupDraw {
  readonly partners: Int32Array
  readonly weights: Float32Array
}

/**
 * Draws mixup (Zhang et al., ICLR 2018) for a batch: weights uniform in [0, 1], that is Beta(1, 1), as Wilkinghoff
 * (ICASSP 2023) mixes; each row is partnered with the row at its place in a random order. With `probability` below
 * 1 the other rows stay whole (weight 1).
 */
export const drawMixup = (random: RandomSource, batch: number, probability = 1): MixupDraw => {
  const partners = random.permutation(batch)
  const weights = Float32Array.from({ length: batch }, () => {
    const isMixed = random.uniform() < probability
    const weight = random.uniform()
    return isMixed ? weight : 1
  })
  return { partners, weights }
}
