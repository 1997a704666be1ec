import mt19937 from '@stdlib/random-base-mt19937'

/** Uniform numbers 0 (inclusive) to 1 (exclusive). */
export type Random = () => number

/** Mersenne Twister from a seed: the same seed gives the same numbers on every system. */
export const seededRandom = (seed: number): Random => {
  // The generator takes seeds from 1 to 2^32 - 1.
  const next = mt19937.factory({ seed: ((seed >>> 0) % 0xffffffff) + 1 })
  return () => next() / 2 ** 32
}

/** A whole number 0 to `below` - 1. */
export const randomIndex = (random: Random, below: number): number =>
  Math.min(below - 1, Math.floor(random() * below))
