import { describe, expect, it } from 'vitest'
import { createRandomSource } from '../../../electron/ml/random.ts'

describe('a random source', () => {
  it('gives the same numbers for the same seed', () => {
    const numbers = (seed: number): number[] => {
      const random = createRandomSource(seed)
      return [random.uniform(), random.normal(), random.uniform()]
    }
    expect(numbers(3)).toEqual(numbers(3))
    expect(numbers(3)).not.toEqual(numbers(4))
    expect(numbers(0)).not.toEqual(numbers(1))
  })

  it('goes on from a state that was kept', () => {
    const random = createRandomSource(3)
    random.uniform()
    const state = random.state()
    const first = [random.normal(), ...random.permutation(10)]
    random.restore(state)
    expect([random.normal(), ...random.permutation(10)]).toEqual(first)
    const another = createRandomSource(99)
    another.restore(state)
    expect([another.normal(), ...another.permutation(10)]).toEqual(first)
  })

  it('permutes: every number once, each place about equally likely', () => {
    const random = createRandomSource(5)
    const counts = new Array<number>(4).fill(0)
    for (let round = 0; round < 4000; round++) {
      const order = random.permutation(4)
      expect([...order].sort()).toEqual([0, 1, 2, 3])
      counts[order[0] ?? 0] = (counts[order[0] ?? 0] ?? 0) + 1
    }
    for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150)
  })
})
