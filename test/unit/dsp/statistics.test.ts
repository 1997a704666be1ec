import { describe, expect, it } from 'vitest'
import { bandPowers, toDecibels } from '../../../electron/dsp/band-levels.ts'
import { rankedPool, rankedWeights } from '../../../electron/dsp/ranked-pool.ts'
import {
  deviation,
  levelDb,
  mean,
  median,
  quantileRank,
  selectInPlace
} from '../../../electron/dsp/statistics.ts'
import golden from '../../fixtures/dsp/golden.json' with { type: 'json' }
import { lcgNoise, testSignal } from '../../fixtures/dsp/test-signal.ts'

const fine = toDecibels(bandPowers(testSignal(), { fftSize: 256, hop: 128, bands: 64 }))
const bandOf = (band: number): Float32Array => fine.values.slice(band * fine.frames, (band + 1) * fine.frames)

describe('order statistics', () => {
  it('agree with numpy on changes of band levels', () => {
    golden.orderStatistic.forEach((expected, band) => {
      const levels = bandOf(band)
      const count = levels.length - 4
      const changes = Float32Array.from({ length: count }, (_, frame) =>
        Math.abs((levels[frame + 4] as number) - (levels[frame] as number))
      )
      expect(Math.abs(selectInPlace(changes, count, quantileRank(0.98, count)) - expected)).toBeLessThan(2e-4)
    })
  })

  it('select every rank of values with ties', () => {
    const values = Float32Array.from(lcgNoise(101), value => Math.abs(Math.round(20 * value)))
    const sorted = values.slice().sort()
    for (let rank = 0; rank < values.length; rank++) {
      expect(selectInPlace(values.slice(), values.length, rank)).toBe(sorted[rank])
    }
  })

  it('never rank beyond the last value', () => {
    expect(quantileRank(0.98, 10)).toBe(9)
    expect(quantileRank(1, 10)).toBe(9)
    expect(quantileRank(0.01, 10)).toBe(0)
  })
})

describe('ranked pooling', () => {
  it('agrees with numpy', () => {
    const pool = rankedPool(rankedWeights(fine.frames, 0.988))
    golden.ranked.forEach((expected, band) =>
      expect(Math.abs(pool(bandOf(band)) - expected)).toBeLessThan(1e-5)
    )
  })

  it('is exact where the values are spread and where they crowd', () => {
    const weights = rankedWeights(500, 0.97)
    const spread = Float32Array.from(lcgNoise(500, 5), value => 80 * value)
    const crowded = spread.map((value, index) => (index === 9 ? -100 : value / 1000))
    for (const values of [spread, crowded]) {
      const sorted = values.slice().sort().reverse()
      const expected = sorted.reduce((sum, value, index) => sum + value * (weights[index] as number), 0)
      expect(rankedPool(weights)(values)).toBe(expected)
    }
  })

  it('gives the value itself for equal values', () => {
    expect(rankedPool(rankedWeights(50, 0.9))(new Float32Array(50).fill(-7))).toBeCloseTo(-7, 12)
  })
})

describe('levels and moments', () => {
  it('give the level as numpy does', () => {
    expect(levelDb(testSignal())).toBeCloseTo(golden.levelDb, 6)
  })

  it('divide by n, and average the middle two', () => {
    expect(mean([1, 2, 6])).toBe(3)
    expect(deviation([1, 1, 3, 3])).toBe(1)
    expect(median([5, 1, 3])).toBe(3)
    expect(median([4, 1, 3, 2])).toBe(2.5)
  })
})
