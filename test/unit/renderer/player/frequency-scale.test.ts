import { describe, expect, it } from 'vitest'
import {
  frequencyTicks,
  hzToUnit,
  unitToHz
} from '../../../../renderer/src/features/player/frequency-scale.ts'

describe('frequency scale', () => {
  it('puts 0 Hz at the bottom and the highest frequency at the top on both scales', () => {
    for (const scale of ['linear', 'mel'] as const) {
      expect(hzToUnit(0, 8000, scale)).toBe(0)
      expect(hzToUnit(8000, 8000, scale)).toBe(1)
    }
  })

  it('gives a frequency back from its place', () => {
    for (const scale of ['linear', 'mel'] as const) {
      expect(unitToHz(hzToUnit(1234, 8000, scale), 8000, scale)).toBeCloseTo(1234, 6)
    }
  })

  it('gives 1000 Hz a thousand mel', () => {
    const melOf8000 = 2840.02
    expect(hzToUnit(1000, 8000, 'mel') * melOf8000).toBeCloseTo(1000, 0)
  })

  it('keeps labels apart and round', () => {
    for (const scale of ['linear', 'mel'] as const) {
      const ticks = frequencyTicks(8000, scale, 200)
      expect(ticks[0]?.label).toBe('0')
      for (const [index, tick] of ticks.slice(1).entries()) {
        expect((ticks[index]?.y ?? 0) - tick.y).toBeGreaterThanOrEqual(18)
      }
    }
    expect(frequencyTicks(8000, 'linear', 240).map(tick => tick.label)).toEqual([
      '0',
      '1k',
      '2k',
      '3k',
      '4k',
      '5k',
      '6k',
      '7k',
      '8k'
    ])
  })
})
