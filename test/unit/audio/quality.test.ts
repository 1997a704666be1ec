import { describe, expect, it } from 'vitest'
import { checkQuality, createQualityCheck, isNarrowerThan, resample } from '../../../electron/audio/index.ts'
import { seededRandom, sine } from './support.ts'

const RATE_HZ = 16_000

const to16Bit = (samples: Float32Array): Float32Array =>
  samples.map(value => Math.max(-1, Math.min(32_767 / 32_768, Math.round(value * 32_768) / 32_768)))

/** Seeded noise like a machine's: broad, with slow parts louder than fast ones. */
const machineNoise = (seconds: number, amplitude: number, seed = 1, rateHz = RATE_HZ): Float32Array => {
  const random = seededRandom(seed)
  let slow = 0
  return Float32Array.from({ length: seconds * rateHz }, () => {
    const white = random() + random() + random() - 1.5
    slow = 0.9 * slow + white
    return amplitude * (0.25 * slow + 0.5 * white)
  })
}

const codes = (samples: Float32Array, rateHz = RATE_HZ): string[] =>
  checkQuality(samples, rateHz).badges.map(badge => badge.code)

describe('A clean recording', () => {
  it('has no badge, and its level, peak and band are measured', () => {
    const report = checkQuality(to16Bit(sine(1000, RATE_HZ, 2 * RATE_HZ, 0.5)), RATE_HZ)
    expect(report.levelDb).toBeCloseTo(10 * Math.log10(0.125), 2)
    expect(report.peak).toBeCloseTo(0.5, 4)
    expect(Math.abs(report.dcOffset)).toBeLessThan(1e-6)
    const noise = checkQuality(to16Bit(machineNoise(10, 0.05)), RATE_HZ)
    expect(noise.badges).toEqual([])
    expect(noise).toMatchObject({ clippedRuns: 0, isSilent: false, dropOuts: [], bandwidthHz: 8000 })
  })
  it('of 8 bits, or quiet, or slow and loud, has no badge either', () => {
    const noise = machineNoise(5, 0.2)
    expect(codes(noise.map(value => Math.round(value * 128) / 128))).toEqual([])
    expect(codes(to16Bit(machineNoise(5, 0.0005)))).toEqual([])
    expect(codes(to16Bit(sine(20, 48_000, 48_000 * 3, 0.9)), 48_000)).toEqual([])
    expect(codes(to16Bit(sine(3, 48_000, 48_000 * 3, 0.3)), 48_000)).toEqual([])
  })
  it('that was made as loud as possible has no badge', () => {
    const noise = machineNoise(5, 0.1)
    const peak = noise.reduce((highest, value) => Math.max(highest, Math.abs(value)), 0)
    expect(codes(to16Bit(noise.map(value => value / peak)))).toEqual([])
  })
})

describe('Clipping', () => {
  it('at full scale is found, with its places', () => {
    const report = checkQuality(to16Bit(machineNoise(5, 1.5)), RATE_HZ)
    expect(report.badges.map(badge => badge.code)).toEqual(['clipping'])
    expect(report.clippedRuns).toBeGreaterThan(10)
    expect(report.clippedFraction).toBeGreaterThan(0.001)
    expect(report.badges[0]?.params).toMatchObject({ places: report.clippedRuns })
  })
  it('at a limit below full scale is found: the sound was turned down behind it', () => {
    const limited = sine(200, 44_100, 44_100, 0.7).map(value => Math.max(-0.5, Math.min(0.5, value)))
    const report = checkQuality(to16Bit(limited), 44_100)
    expect(report.badges.map(badge => badge.code)).toEqual(['clipping'])
    expect(report.clippedRuns).toBe(400)
  })
})

describe('Silence', () => {
  it('is digital silence, or less than the noise of a converter', () => {
    expect(codes(new Float32Array(RATE_HZ))).toEqual(['silence'])
    const dither = machineNoise(2, 0.00001)
    expect(codes(dither)).toEqual(['silence'])
    expect(checkQuality(new Float32Array(RATE_HZ), RATE_HZ)).toMatchObject({ isSilent: true, bandwidthHz: 0 })
  })
  it('with a DC offset has both badges', () => {
    expect(codes(new Float32Array(RATE_HZ).fill(0.25))).toEqual(['silence', 'dc-offset'])
  })
})

describe('A DC offset', () => {
  it('is found from 1 % of full scale on, and does not count as level', () => {
    const noise = machineNoise(5, 0.05)
    expect(codes(to16Bit(noise.map(value => value + 0.005)))).toEqual([])
    const report = checkQuality(to16Bit(noise.map(value => value + 0.02)), RATE_HZ)
    expect(report.badges.map(badge => badge.code)).toEqual(['dc-offset'])
    expect(report.dcOffset).toBeCloseTo(0.02, 3)
    expect(report.levelDb).toBeCloseTo(checkQuality(to16Bit(noise), RATE_HZ).levelDb, 2)
  })
})

describe('Drop-outs', () => {
  it('of silence and of held values are found with their times', () => {
    const noise = to16Bit(machineNoise(10, 0.05))
    noise.fill(0, 16_000, 16_160)
    noise.fill(noise[48_000] ?? 0, 48_000, 48_800)
    const report = checkQuality(noise, RATE_HZ)
    expect(report.badges.map(badge => badge.code)).toEqual(['drop-outs'])
    expect(report.dropOuts.map(({ startS, lengthS }) => [startS.toFixed(2), lengthS.toFixed(2)])).toEqual([
      ['1.00', '0.01'],
      ['3.00', '0.05']
    ])
  })
  it('are not the pauses of a quiet recording, which fade into zeros', () => {
    const noise = machineNoise(5, 0.2)
    const pulsed = noise.map((value, index) => value * Math.exp(-(index % 16_000) / 500))
    expect(codes(to16Bit(pulsed))).toEqual([])
  })
  it('are not the little silence that coders begin with, but a long one', () => {
    const noise = to16Bit(machineNoise(5, 0.05))
    noise.fill(0, 0, 1105)
    expect(codes(noise)).toEqual([])
    noise.fill(0, 0, 3200)
    expect(codes(noise)).toEqual(['drop-outs'])
  })
})

describe('The band', () => {
  it.each([
    [8000, 4000],
    [11_025, 5512],
    [12_000, 6000]
  ])('of a recording that went through %d Hz ends near %d Hz', (through, edgeHz) => {
    const noise = machineNoise(5, 0.05)
    const narrow = resample(resample(noise, RATE_HZ, through), through, RATE_HZ)
    const { bandwidthHz } = checkQuality(to16Bit(narrow), RATE_HZ)
    expect(Math.abs(bandwidthHz - edgeHz)).toBeLessThanOrEqual(375)
  })
  it('is measured at any rate', () => {
    expect(checkQuality(to16Bit(machineNoise(2, 0.05, 2, 44_100)), 44_100).bandwidthHz).toBe(22_050)
    expect(checkQuality(to16Bit(machineNoise(2, 0.05, 2, 192_000)), 192_000).bandwidthHz).toBe(96_000)
    const upsampled = resample(machineNoise(2, 0.05), RATE_HZ, 48_000)
    const { bandwidthHz } = checkQuality(to16Bit(upsampled), 48_000)
    expect(Math.abs(bandwidthHz - 8000)).toBeLessThanOrEqual(375)
  })
  it('is narrower than the others when it is clearly below what most have', () => {
    const others = [8000, 8000, 22_050, 4000, 8000]
    expect(isNarrowerThan(4000, others, 8000)).toBe(true)
    expect(isNarrowerThan(7500, others, 8000)).toBe(false)
    expect(isNarrowerThan(8000, [22_050, 22_050, 22_050], 8000)).toBe(false)
    expect(isNarrowerThan(4000, [8000, 8000], 8000)).toBe(false)
  })
})

it('does not depend on how the recording is cut into blocks', () => {
  const noise = to16Bit(machineNoise(5, 0.9))
  noise.fill(0, 20_000, 21_000)
  const whole = checkQuality(noise, RATE_HZ)
  const check = createQualityCheck(RATE_HZ)
  const random = seededRandom(5)
  for (let at = 0; at < noise.length;) {
    const size = Math.floor(random() * 20_000)
    check.push(noise.subarray(at, at + size))
    at += size
  }
  const { levelDb, dcOffset, ...rest } = check.result()
  expect(rest.dropOuts.length).toBe(1)
  expect(rest).toEqual({ ...whole, levelDb: undefined, dcOffset: undefined, badges: rest.badges })
  // Sums are taken block by block, so their last digits may differ.
  expect(levelDb).toBeCloseTo(whole.levelDb, 9)
  expect(dcOffset).toBeCloseTo(whole.dcOffset, 12)
})
