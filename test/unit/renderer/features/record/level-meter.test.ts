import { describe, expect, it } from 'vitest'
import {
  createLevelMeter,
  meterFraction,
  toDb
} from '../../../../../renderer/src/features/record/capture/level-meter.ts'

const RATE_HZ = 48_000
const BLOCK = 480

/** Sends `seconds` of sound with this peak and root mean square to the meter. */
const feed = (
  meter: ReturnType<typeof createLevelMeter>,
  seconds: number,
  peak: number,
  rms: number
): void => {
  for (let index = 0; index < Math.round((seconds * RATE_HZ) / BLOCK); index++) {
    meter.push([peak], [rms * rms * BLOCK], BLOCK)
  }
}

describe('the level meter', () => {
  it('rises to a peak at once', () => {
    const meter = createLevelMeter(RATE_HZ, 1)
    feed(meter, 0.01, 0.5, 0.1)
    expect(meter.readings[0]?.peakDb).toBeCloseTo(-6.02, 2)
  })

  it('falls by 20 dB in 1.7 s', () => {
    const meter = createLevelMeter(RATE_HZ, 1)
    feed(meter, 0.01, 1, 0.1)
    feed(meter, 1.7, 0, 0)
    expect(meter.readings[0]?.peakDb).toBeCloseTo(-20, 1)
  })

  it('holds the highest peak for two seconds, then lets it go', () => {
    const meter = createLevelMeter(RATE_HZ, 1)
    feed(meter, 0.01, 1, 0.1)
    feed(meter, 1.9, 0.01, 0.01)
    expect(meter.readings[0]?.holdDb).toBe(0)
    feed(meter, 0.2, 0.01, 0.01)
    expect(meter.readings[0]?.holdDb).toBeLessThan(-20)
  })

  it('shows the root mean square of a steady sound', () => {
    const meter = createLevelMeter(RATE_HZ, 1)
    feed(meter, 3, 0.2, 0.1)
    expect(meter.readings[0]?.rmsDb).toBeCloseTo(-20, 1)
  })

  it('has gone 63 % of the way to a new power after 300 ms', () => {
    const meter = createLevelMeter(RATE_HZ, 1)
    feed(meter, 0.3, 1, 1)
    expect(10 ** ((meter.readings[0]?.rmsDb ?? 0) / 10)).toBeCloseTo(0.632, 2)
  })

  it('keeps the channels apart', () => {
    const meter = createLevelMeter(RATE_HZ, 2)
    meter.push([1, 0.1], [1, 1], BLOCK)
    expect(meter.readings.map(({ peakDb }) => Math.round(peakDb))).toEqual([0, -20])
  })

  it('says minus infinity of digital silence', () => {
    const meter = createLevelMeter(RATE_HZ, 1)
    feed(meter, 0.1, 0, 0)
    expect(meter.readings[0]).toEqual({ peakDb: -Infinity, holdDb: -Infinity, rmsDb: -Infinity })
  })
})

describe('the scale', () => {
  it('goes from -60 to 0 dB', () => {
    expect([toDb(0), -70, -60, -30, 0, 3].map(meterFraction)).toEqual([0, 0, 0, 0.5, 1, 1])
  })
})
