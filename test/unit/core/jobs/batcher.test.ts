import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createBatcher } from '../../../../electron/core/jobs/batcher.ts'

describe('a batcher', () => {
  beforeEach(() => void vi.useFakeTimers())
  afterEach(() => void vi.useRealTimers())

  it('hands on hundreds at once, what waited half a second, and the rest at the end', async () => {
    const batches: number[] = []
    const batcher = createBatcher<number>(
      async items => void batches.push(items.length),
      () => undefined
    )
    for (let item = 0; item < 105; item += 1) batcher.add(item)
    await vi.advanceTimersByTimeAsync(500)
    expect(batches).toEqual([100, 5])
    batcher.add(1)
    await batcher.finish()
    expect(batches).toEqual([100, 5, 1])
  })

  it('stops at the first failure and tells it', async () => {
    const seen: number[] = []
    let stops = 0
    const batcher = createBatcher<number>(
      async ([item]) => {
        seen.push(item ?? -1)
        throw new Error('disk full')
      },
      () => (stops += 1)
    )
    batcher.add(1)
    await vi.advanceTimersByTimeAsync(500)
    batcher.add(2)
    await expect(batcher.finish()).rejects.toThrow('disk full')
    expect([seen, stops]).toEqual([[1], 1])
  })
})
