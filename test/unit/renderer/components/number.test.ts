import { describe, expect, it } from 'vitest'
import {
  formatAgainst,
  formatBytes,
  formatCount,
  formatDb,
  formatLevel,
  formatP,
  formatPercent,
  formatScore
} from '../../../../renderer/src/components/format/number.ts'

describe('numbers', () => {
  it('shows scores with two decimals below ten and one above', () => {
    expect([0, 2.345, 9.99, 10.04, 123.46, 2378.4].map(formatScore)).toEqual([
      '0.00',
      '2.35',
      '9.99',
      '10.0',
      '123.5',
      '2378'
    ])
  })

  it('tells a score and its threshold apart where they would read the same', () => {
    expect(formatAgainst(0.2841, 0.2789)).toEqual({ score: '0.284', threshold: '0.279' })
    expect(formatAgainst(12.3, 2.4)).toEqual({ score: '12.3', threshold: '2.40' })
    expect(formatAgainst(1.5, 1.5)).toEqual({ score: '1.50', threshold: '1.50' })
    expect(formatAgainst(1.5, null)).toEqual({ score: '1.50', threshold: '–' })
  })

  it('keeps two figures of the small scores that some detectors give', () => {
    expect([0.0423, 0.00417, -0.0998, 1e-9].map(formatScore)).toEqual([
      '0.042',
      '0.0042',
      '\u22120.100',
      '0.00'
    ])
  })

  it('writes a real minus sign', () => {
    expect(formatScore(-1.5)).toBe('\u22121.50')
    expect(formatDb(-23.04)).toBe('\u221223.0 dB')
    expect([-23.04, null].map(formatLevel)).toEqual(['\u221223.0 dBFS', '–'])
  })

  it('shows a dash where there is no value', () => {
    expect([formatScore(null), formatScore(Number.NaN), formatDb(null), formatP(undefined)]).toEqual([
      '–',
      '–',
      '–',
      '–'
    ])
  })

  it('groups thousands', () => {
    expect(formatCount(20_000)).toBe('20,000')
  })

  it('chooses the unit of a size so that at most three digits stand before the point', () => {
    expect([0, 999, 1000, 999_499, 999_999, 4_200_000, 5e12].map(formatBytes)).toEqual([
      '0 B',
      '999 B',
      '1.0 kB',
      '999 kB',
      '1.0 MB',
      '4.2 MB',
      '5.0 TB'
    ])
  })

  it('shows p-values as exactly as they mean anything', () => {
    expect([0.0004, 0.0131, 1].map(formatP)).toEqual(['< 0.001', '0.013', '1.000'])
    expect(formatPercent(0.834)).toBe('83 %')
  })
})
