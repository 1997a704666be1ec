import { describe, expect, it } from 'vitest'
import { bandEdges, bandPowers, toDecibels } from '../../../electron/dsp/band-levels.ts'
import golden from '../../fixtures/dsp/golden.json' with { type: 'json' }
import { testSignal } from '../../fixtures/dsp/test-signal.ts'

describe('band levels', () => {
  it('uses the signal that the golden file was made from', () => {
    golden.head.forEach((value, index) => expect(testSignal()[index]).toBeCloseTo(value, 7))
  })

  it.each(golden.bands)(
    'agrees with librosa at $shape.fftSize / $shape.hop',
    ({ shape, edges, frames, ...at }) => {
      const levels = toDecibels(bandPowers(testSignal(), shape))
      expect(Array.from(bandEdges(shape.fftSize / 2 + 1, shape.bands))).toEqual(edges)
      expect(levels.frames).toBe(frames)
      const columns = [
        [0, at.first],
        [7, at.seventh],
        [frames - 1, at.last]
      ] as const
      for (const [frame, expected] of columns) {
        expected.forEach((level, band) => {
          // Float32 storage of levels down to -100 dB: 1e-5 dB; the floor of 1e-10 hides rounding of the transform
          expect(Math.abs((levels.values[band * frames + frame] as number) - level)).toBeLessThan(2e-4)
        })
      }
    }
  )

  it('gives every sample to the frame of its time, whatever the number of frames', () => {
    for (const count of [16_000, 16_512]) {
      const samples = new Float32Array(count)
      samples[count - 1] = 1
      const { values, frames } = bandPowers(samples, { fftSize: 256, hop: 128, bands: 64 })
      const powers = Array.from({ length: frames }, (_, frame) => values[frame] as number)
      expect(powers.slice(0, frames - 2).every(power => power === 0)).toBe(true)
      expect(powers[frames - 1]).toBeGreaterThan(0)
    }
  })
})
