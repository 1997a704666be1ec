import { decode } from 'fast-png'
import { describe, expect, it } from 'vitest'
import { bandSentence } from '../../../electron/compute/report/finding-block.ts'
import {
  durationText,
  knownZone,
  placeText,
  pValueText,
  timeFormatter
} from '../../../electron/compute/report/format.ts'
import { INFERNO } from '../../../electron/compute/report/inferno.ts'
import { spectrogramPng } from '../../../electron/compute/report/spectrogram-png.ts'
import { niceTicks } from '../../../electron/compute/report/svg.ts'
import { timeTicks } from '../../../electron/compute/report/time-axis.ts'
import { scoreAxis } from '../../../electron/compute/report/trend-axis.ts'
import { trendDots } from '../../../electron/compute/report/trend-dots.ts'
import { reportData } from '../../fixtures/report/data.ts'

const RATE_HZ = 16_000

const tone = (hz: number, lengthS: number): Float32Array =>
  Float32Array.from(
    { length: RATE_HZ * lengthS },
    (_, index) => 0.5 * Math.sin((2 * Math.PI * hz * index) / RATE_HZ)
  )

describe('spectrogramPng', () => {
  it('shows a tone at its height, brightest', () => {
    const { dataUrl, topHz } = spectrogramPng(tone(2000, 4), RATE_HZ)
    const png = decode(Buffer.from(dataUrl.split(',')[1] ?? '', 'base64'))
    const column = Math.floor(png.width / 2)
    const heights = Array.from({ length: png.height }, (_, row) => png.data[row * png.width + column] ?? 0)
    const brightest = heights.indexOf(Math.max(...heights))
    expect(topHz).toBe(8000)
    expect((1 - (brightest + 0.5) / png.height) * topHz).toBeGreaterThan(1900)
    expect((1 - (brightest + 0.5) / png.height) * topHz).toBeLessThan(2100)
    expect(png.palette).toHaveLength(256)
  })

  it('is cut at half the rate of a slower file, and bears silence', () => {
    expect(spectrogramPng(tone(500, 2).subarray(0, 16_000), 8000).topHz).toBe(4000)
    const silent = spectrogramPng(new Float32Array(RATE_HZ), RATE_HZ)
    expect(silent.maxDb - silent.minDb).toBeGreaterThanOrEqual(20)
  })
})

it('INFERNO runs from black to pale yellow, ever brighter', () => {
  const brightness = INFERNO.map(([red, green, blue]) => 0.2126 * red + 0.7152 * green + 0.0722 * blue)
  expect(INFERNO[0]).toEqual([0, 0, 0])
  expect(INFERNO[255]?.[0]).toBeGreaterThan(245)
  for (let step = 16; step < 256; step += 16)
    expect(brightness[step]).toBeGreaterThan(brightness[step - 16] ?? 0)
})

describe('scoreAxis', () => {
  it('is linear for scores around the threshold', () => {
    const axis = scoreAxis([-1, 0, 3], 2.4)
    expect(axis.isCompressed).toBe(false)
    expect(axis.position(1) - axis.position(0)).toBeCloseTo(axis.position(2) - axis.position(1), 9)
  })

  it('keeps the normals apart where one score is a hundred times the threshold', () => {
    const axis = scoreAxis([-1, 0, 240], 2.4)
    expect(axis.isCompressed).toBe(true)
    expect(axis.position(2.4) - axis.position(0)).toBeGreaterThan(0.1)
    expect(axis.position(240)).toBeLessThanOrEqual(1)
    expect(axis.ticks).toContain(100)
  })

  it('begins amid the normals where their scores lie far from zero', () => {
    const axis = scoreAxis([-324, -318, -310], -300, -320)
    expect(axis.isCompressed).toBe(false)
    expect(axis.ticks.every(tick => tick > -340 && tick < -290)).toBe(true)
    expect(axis.position(-300) - axis.position(-320)).toBeGreaterThan(0.6)
    expect(scoreAxis([-324, 900], -300, -320).isCompressed).toBe(true)
  })

  it('serves small scores as well as large ones', () => {
    const axis = scoreAxis([0.004, 0.5], 0.02)
    expect(axis.isCompressed).toBe(true)
    expect(axis.ticks).toContain(0.1)
  })
})

it('trendDots draws crowded dots once', () => {
  const [point] = reportData().trend.points
  const many = Array.from({ length: 20_000 }, () => point).filter(entry => entry !== undefined)
  expect(
    trendDots(
      many,
      () => 10,
      () => 10
    ).length
  ).toBeLessThan(200)
})

it('timeTicks stand at midnight of the zone', () => {
  const time = timeFormatter('Asia/Tokyo')
  const ticks = timeTicks(Date.UTC(2026, 8, 1), Date.UTC(2026, 8, 8), 8, time)
  expect(ticks.map(tick => tick.text)).toContain('2026-09-03')
  expect(time(new Date(ticks[0]?.atMs ?? 0).toISOString())).toMatch(/00:00$/u)
})

it('niceTicks are round and inside', () => {
  expect(niceTicks(0, 10, 5)).toEqual([0, 2, 4, 6, 8, 10])
  expect(niceTicks(-0.3, 0.9, 4)).toEqual([0, 0.5])
  expect(niceTicks(1, 1, 4)).toEqual([1])
})

it('bandSentence names the strongest run of bands', () => {
  const bands = Array.from({ length: 64 }, (_, band) => (band === 24 || band === 25 ? 0.4 : 0.2 / 62))
  expect(bandSentence(bands)).toBe('3 kHz to 3.25 kHz: 80 % of the band evidence')
  expect(bandSentence(new Array<number>(64).fill(0))).toBeNull()
})

it('formats numbers for people', () => {
  expect(pValueText(0.0004)).toBe('< 0.001')
  expect(placeText(125)).toBe('2:05.0')
  expect([durationText(8), durationText(750), durationText(11_520)]).toEqual(['8 s', '12.5 min', '3.2 h'])
  expect(knownZone('Nowhere/Land', 'Europe/Berlin')).toBe('Europe/Berlin')
  expect(knownZone('')).toBe('UTC')
})
