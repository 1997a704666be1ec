import { describe, expect, it } from 'vitest'
import { DCASE_MEL, logMel, melFilters } from '../../../electron/dsp/mel.ts'
import golden from '../../fixtures/dsp/mel.json' with { type: 'json' }
import { testSignal } from '../../fixtures/dsp/test-signal.ts'

describe('mel filters', () => {
  it.each(golden.filters)("agree with librosa's to 1e-12 (mel $mel)", ({ mel, bins, weights }) => {
    const filter = melFilters(DCASE_MEL)[mel] ?? { first: -1, weights: new Float64Array(0) }
    const own = Array.from(filter.weights, (weight, index) => ({ bin: filter.first + index, weight })).filter(
      ({ weight }) => weight > 0
    )
    expect(own.map(({ bin }) => bin)).toEqual(bins)
    for (const [index, { weight }] of own.entries()) {
      expect(Math.abs(weight - (weights[index] ?? Number.NaN))).toBeLessThan(1e-12)
    }
  })
})

describe('the log-mel spectrogram', () => {
  it("agrees with librosa's to 1e-3 dB", () => {
    const { frames, bands, values } = logMel(testSignal(), DCASE_MEL)
    expect([frames, bands]).toEqual([golden.frames, 128])
    for (const [index, level] of golden.levels.entries()) {
      expect(Math.abs((values[index * golden.every] ?? Number.NaN) - level)).toBeLessThan(1e-3)
    }
  })

  it('of silence is the float epsilon in dB', () => {
    const { values } = logMel(new Float32Array(4096), DCASE_MEL)
    expect(new Set(values)).toEqual(new Set([Math.fround(10 * Math.log10(Number.EPSILON))]))
  })
})
