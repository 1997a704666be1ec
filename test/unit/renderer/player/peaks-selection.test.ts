import { describe, expect, it } from 'vitest'
import { parsePeaks } from '../../../../renderer/src/features/player/peaks.ts'
import { loopTarget, orderedRange } from '../../../../renderer/src/features/player/selection.ts'

describe('peaks', () => {
  it('are pairs of the lowest and the highest sample', () => {
    const { high, low, max } = parsePeaks(Int8Array.from([-127, 0, -10, 64]).buffer)
    expect([...low].map(value => Number(value.toFixed(3)))).toEqual([-1, -0.079])
    expect([...high].map(value => Number(value.toFixed(3)))).toEqual([0, 0.504])
    expect(max).toBe(1)
  })

  it('may be empty', () => {
    expect(parsePeaks(new ArrayBuffer(0)).max).toBe(0)
  })
})

describe('selection', () => {
  it('has its start before its end, however it was dragged', () => {
    expect(orderedRange(3, 1)).toEqual({ startS: 1, endS: 3 })
  })

  it('sends a looping player back at its end and from outside', () => {
    const selection = { startS: 1, endS: 2 }
    expect(loopTarget(selection, 1.5)).toBeNull()
    expect(loopTarget(selection, 2)).toBe(1)
    expect(loopTarget(selection, 0.2)).toBe(1)
  })
})
