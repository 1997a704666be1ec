import { describe, expect, it } from 'vitest'
import { assertTimeZone, instantOf } from '../../../../electron/core/time/zone.ts'

describe('wall times of a zone', () => {
  const cases: [string, string, string, string][] = [
    ['winter', '2026-01-15T12:00:00', 'Europe/Berlin', '2026-01-15T11:00:00.000Z'],
    ['summer', '2026-07-15T12:00:00', 'Europe/Berlin', '2026-07-15T10:00:00.000Z'],
    ['the other side of the world', '2026-01-15T00:30:00', 'Asia/Tokyo', '2026-01-14T15:30:00.000Z'],
    ['half an hour', '2026-01-15T12:00:00', 'Asia/Kolkata', '2026-01-15T06:30:00.000Z'],
    ['west', '2026-12-31T23:00:00', 'America/Los_Angeles', '2027-01-01T07:00:00.000Z'],
    [
      'the last minute before summer time',
      '2026-03-29T01:59:59',
      'Europe/Berlin',
      '2026-03-29T00:59:59.000Z'
    ],
    ['the first minute of summer time', '2026-03-29T03:00:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
    [
      'the skipped hour, as clocks not yet set',
      '2026-03-29T02:30:00',
      'Europe/Berlin',
      '2026-03-29T01:30:00.000Z'
    ],
    [
      'the hour that comes twice: its first',
      '2026-10-25T02:30:00',
      'Europe/Berlin',
      '2026-10-25T00:30:00.000Z'
    ],
    ['after it', '2026-10-25T03:00:00', 'Europe/Berlin', '2026-10-25T02:00:00.000Z'],
    ['twice, west of UTC', '2026-11-01T01:30:00', 'America/New_York', '2026-11-01T05:30:00.000Z'],
    ['half an hour of summer time', '2026-10-04T02:15:00', 'Australia/Lord_Howe', '2026-10-03T15:45:00.000Z'],
    ['UTC', '2026-10-25T02:30:00', 'UTC', '2026-10-25T02:30:00.000Z']
  ]

  it.each(cases)('%s', (_name, wallTime, zone, expected) => {
    expect(instantOf(wallTime, zone)).toBe(expected)
  })

  it('that are none are refused', () => {
    expect(() => instantOf('2026-02-30T25:00:00', 'UTC')).toThrow(
      expect.objectContaining({ code: 'invalid' })
    )
  })

  it('of an unknown zone are refused by its name', () => {
    expect(() => assertTimeZone('Europe/Atlantis')).toThrow(
      expect.objectContaining({ code: 'invalid', details: { timeZone: 'Europe/Atlantis' } })
    )
    expect(() => assertTimeZone('Asia/Tokyo')).not.toThrow()
  })
})
