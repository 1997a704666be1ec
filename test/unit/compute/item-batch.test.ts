import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { itemBatch } from '../../../electron/compute/item-batch.ts'

describe('itemBatch', () => {
  const sent: (readonly unknown[])[] = []
  beforeEach(() => {
    sent.length = 0
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('sends what was added together when the time has passed', () => {
    const batch = itemBatch(50, items => sent.push(items))
    batch.add('a')
    batch.add('b')
    expect(sent).toEqual([])
    vi.advanceTimersByTime(50)
    expect(sent).toEqual([['a', 'b']])
  })

  it('sends without its timer while the task gives timers no turn', () => {
    let atMs = 0
    const batch = itemBatch(
      50,
      items => sent.push(items),
      () => atMs
    )
    batch.add('a')
    atMs = 60
    batch.add('b')
    expect(sent).toEqual([['a', 'b']])
    atMs = 70
    batch.add('c')
    expect(sent).toHaveLength(1)
  })

  it('sends a full batch at once', () => {
    const batch = itemBatch(50, items => sent.push(items))
    for (let item = 0; item < 1001; item++) batch.add(item)
    expect(sent.map(items => items.length)).toEqual([500, 500])
    batch.flush()
    expect(sent.flat()).toHaveLength(1001)
  })

  it('sends nothing when there is nothing, and nothing twice', () => {
    const batch = itemBatch(50, items => sent.push(items))
    batch.flush()
    batch.add('a')
    batch.flush()
    vi.advanceTimersByTime(1000)
    expect(sent).toEqual([['a']])
  })
})
