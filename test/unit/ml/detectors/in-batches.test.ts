import { describe, expect, it } from 'vitest'
import { inBatches } from '../../../../electron/ml/detectors/in-batches.ts'

const NATIVE = { id: 'tensorflow' } as const

/** Sums the numbers of each input, and keeps how many inputs came at once. */
const sums = (lengthOf: (item: number) => number, keyOf?: (item: number) => string) => {
  const calls: string[] = []
  const work = {
    featuresOf: async (item: number) => new Float32Array(lengthOf(item)).fill(item),
    ...(keyOf !== undefined && { keyOf }),
    resultsOf: async (key: string, features: Float32Array, count: number) => {
      calls.push(`${key}${count}`)
      const each = features.length / count
      return Array.from({ length: count }, (_, place) =>
        features.subarray(place * each, (place + 1) * each).reduce((sum, value) => sum + value, 0)
      )
    }
  }
  return { calls, work }
}

const items = (count: number): number[] => Array.from({ length: count }, (_, index) => index)

describe('inputs of a network', () => {
  it('go eight at a time, the rest one by one, and keep their order', async () => {
    const { calls, work } = sums(() => 2)
    const done: number[] = []
    const results = await inBatches(NATIVE, items(19), { ...work, onDone: count => done.push(count) })
    expect(results).toEqual(items(19).map(item => 2 * item))
    expect(calls).toEqual(['8', '8', '1', '1', '1'])
    expect(done).toEqual([8, 16, 17, 18, 19])
  })

  it('of another size, or for another network, never share a batch', async () => {
    const { calls, work } = sums(
      item => (item < 9 ? 3 : 5),
      item => (item < 17 ? 'fan ' : 'pump ')
    )
    const results = await inBatches(NATIVE, items(25), work)
    expect(results).toEqual(items(25).map(item => item * (item < 9 ? 3 : 5)))
    expect(calls).toEqual(['fan 8', 'fan 1', 'fan 8', 'pump 8'])
  })

  it('are fewer at a time where they are large, so that memory stays bounded', async () => {
    const minute = 6 * 1248 * 256
    const { calls, work } = sums(item => (item < 2 ? minute : minute / 2))
    await inBatches(NATIVE, items(6), work)
    expect(calls).toEqual(['1', '1', '2', '2'])
  })

  it('go one by one on WebAssembly', async () => {
    const { calls, work } = sums(() => 1)
    await inBatches({ id: 'wasm' }, items(9), work)
    expect(new Set(calls)).toEqual(new Set(['1']))
  })

  it('that cannot be made end the work before the network has them', async () => {
    const { calls, work } = sums(() => 1)
    const featuresOf = async (item: number): Promise<Float32Array> => {
      if (item === 3) throw new Error('cancelled')
      return work.featuresOf(item)
    }
    await expect(inBatches(NATIVE, items(5), { ...work, featuresOf })).rejects.toThrow('cancelled')
    expect(calls).toEqual([])
  })
})
