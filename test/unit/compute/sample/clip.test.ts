import FFT from 'fft.js'
import { describe, expect, it } from 'vitest'
import { synthesiseClip } from '../../../../electron/compute/sample/clip.ts'
import { NOMINAL_SHAFT_HZ, SAMPLE_RATE_HZ } from '../../../../electron/compute/sample/fan.ts'
import { ballPassOrder, FAULTS } from '../../../../electron/compute/sample/faults.ts'
import { rmsOf } from '../../../../electron/compute/sample/noise.ts'

const SIZE = 131_072

/** Power spectrum of the first 8.2 s; bins are 0.122 Hz wide. */
const powerSpectrum = (signal: Float32Array): Float64Array => {
  const fft = new FFT(SIZE)
  const out = new Float64Array(2 * SIZE)
  fft.transform(
    out,
    Float64Array.from({ length: 2 * SIZE }, (_, index) => (index % 2 ? 0 : (signal[index / 2] ?? 0)))
  )
  return Float64Array.from(
    { length: SIZE / 2 },
    (_, bin) => (out[2 * bin] ?? 0) ** 2 + (out[2 * bin + 1] ?? 0) ** 2
  )
}

const bandPower = (power: Float64Array, lowHz: number, highHz: number): number => {
  const bin = (hz: number) => Math.round((hz * SIZE) / SAMPLE_RATE_HZ)
  return power.subarray(bin(lowHz), bin(highHz)).reduce((sum, value) => sum + value, 0)
}

const healthy = synthesiseClip({ seed: 11 })

const difference = (fault: (typeof FAULTS)[number], faultLevelDb: number): Float32Array =>
  synthesiseClip({ seed: 11, fault, faultLevelDb }).map((value, index) => value - (healthy[index] ?? 0))

describe('the synthesised fan', () => {
  it('is the same for the same seed and another for another', () => {
    expect(synthesiseClip({ seed: 11 })).toEqual(healthy)
    expect(synthesiseClip({ seed: 12 })).not.toEqual(healthy)
  })

  it('turns at its nominal speed: the blade tone stands at seven times the shaft speed', () => {
    const power = powerSpectrum(synthesiseClip({ seed: 5 }))
    const blade = 7 * NOMINAL_SHAFT_HZ
    expect(bandPower(power, blade * 0.98, blade * 1.02)).toBeGreaterThan(
      8 * bandPower(power, blade * 1.05, blade * 1.09)
    )
  })

  it('stays below full scale with the strongest fault', () => {
    for (const fault of FAULTS) {
      const peak = synthesiseClip({ seed: 7, fault, faultLevelDb: 0 }).reduce(
        (a, b) => Math.max(a, Math.abs(b)),
        0
      )
      expect(peak).toBeLessThan(1)
    }
  })

  it.each(FAULTS)('adds %s at the stated level relative to the machine', fault => {
    const ratioDb = 20 * Math.log10(rmsOf(difference(fault, -6)) / rmsOf(healthy))
    expect(ratioDb).toBeCloseTo(-6, 2)
  })

  it('has the ball-pass order of a 6204 bearing', () => {
    expect(ballPassOrder()).toBeCloseTo(3.052, 3)
  })

  it('spaces the impulses of a bearing defect by the ball-pass period', () => {
    const impulses = difference('bearing', 0)
    const peak = impulses.reduce((a, b) => Math.max(a, b), 0)
    let count = 0
    let quietUntil = 0
    for (const [index, value] of impulses.entries()) {
      if (index < quietUntil || value < 0.3 * peak) continue
      count++
      quietUntil = index + 0.009 * SAMPLE_RATE_HZ
    }
    expect(count / 10).toBeGreaterThan(0.93 * ballPassOrder() * NOMINAL_SHAFT_HZ)
    expect(count / 10).toBeLessThan(1.05 * ballPassOrder() * NOMINAL_SHAFT_HZ)
  })

  it('puts an air leak around 5 kHz and an imbalance at the shaft speed', () => {
    const leak = powerSpectrum(difference('air-leak', 0))
    expect(bandPower(leak, 2500, 7500)).toBeGreaterThan(5 * bandPower(leak, 10, 2500))
    const imbalance = powerSpectrum(difference('imbalance', 0))
    expect(bandPower(imbalance, 20, 80)).toBeGreaterThan(0.99 * bandPower(imbalance, 10, 8000))
  })
})
