import { describe, expect, it } from 'vitest'
import { spectrogram } from '../../../electron/dsp/spectrogram.ts'
import golden from '../../fixtures/dsp/golden.json' with { type: 'json' }
import { testSignal } from '../../fixtures/dsp/test-signal.ts'

const options = { fftSize: 512, hop: 256, floorDb: -100, rangeDb: 100 }

describe('spectrogram', () => {
  it('agrees with scipy to one step of the byte scale', () => {
    const { data, bins, frames, hopS, hzPerBin } = spectrogram(testSignal(), 16_000, options)
    expect({ bins, frames, hopS, hzPerBin }).toEqual({ bins: 257, frames: 94, hopS: 0.016, hzPerBin: 31.25 })
    golden.picture.forEach((value, bin) => {
      expect(Math.abs((data[5 * bins + bin] as number) - value)).toBeLessThanOrEqual(1)
    })
  })

  it('shows a full-scale sine at the top of its range and silence at the bottom', () => {
    const tone = Float32Array.from({ length: 8000 }, (_, index) => Math.sin((2 * Math.PI * index) / 16))
    const { data, bins } = spectrogram(tone, 16_000, options)
    expect(data[10 * bins + 32]).toBe(255)
    expect(spectrogram(new Float32Array(8000), 16_000, options).data.every(value => value === 0)).toBe(true)
  })
})
