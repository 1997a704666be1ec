import mt19937 from '@stdlib/random-base-mt19937'

/** A seeded source of random numbers whose state can be kept and put back. */
export interface RandomSource {
  /** Uniform in [0, 1). */
  readonly uniform: () => number
  /** Standard normal (Box and Muller). */
  readonly normal: () => number
  /** The numbers 0 to count - 1 in random order (Fisher and Yates). */
  readonly permutation: (count: number) => Int32Array
  readonly state: () => Int32Array
  readonly restore: (state: Int32Array) => void
}

/** Mersenne twister for a seed of 0 to 2^32 - 2. */
export const createRandomSource = (seed: number): RandomSource => {
  const next = mt19937.factory({ seed: (seed >>> 0) + 1 })
  const uniform = (): number => next() / 2 ** 32
  return {
    uniform,
    normal: () => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform()),
    permutation: count => {
      const order = Int32Array.from({ length: count }, (_, index) => index)
      for (let last = count - 1; last > 0; last--) {
        const chosen = Math.floor(uniform() * (last + 1))
        const kept = order[last] ?? 0
        order[last] = order[chosen] ?? 0
        order[chosen] = kept
      }
      return order
    },
    state: () => Int32Array.from(next.state),
    restore: state => {
      next.state = Uint32Array.from(state)
    }
  }
}
