import { describe, expect, it } from 'vitest'
import {
  ageOf,
  formatDate,
  formatDateTime,
  formatLength,
  formatRemaining,
  formatWithZone,
  pickedInstant,
  pickerTime
} from '../../../../renderer/src/components/format/time.ts'

const NOON = '2026-07-01T12:00:05.000Z'

describe('times', () => {
  it('stands in the given zone, summer time included', () => {
    expect(formatDateTime(NOON, 'Europe/Berlin')).toBe('2026-07-01 14:00:05')
    expect(formatDateTime('2026-01-01T12:00:00Z', 'Europe/Berlin')).toBe('2026-01-01 13:00:00')
    expect(formatDate('2026-01-01T23:30:00Z', 'Asia/Tokyo')).toBe('2026-01-02')
  })

  it('writes midnight as 00', () => {
    expect(formatDateTime('2026-03-01T00:00:00Z', 'UTC')).toBe('2026-03-01 00:00:00')
  })

  it('names the zone and its difference to UTC on hover', () => {
    expect(formatWithZone(NOON, 'Asia/Tokyo')).toBe('2026-07-01 21:00:05 Asia/Tokyo (GMT+09:00)')
  })

  it('takes the local zone where the name is not known', () => {
    expect(formatDateTime(NOON, 'Mars/Olympus')).toBe(formatDateTime(NOON))
  })

  it('goes through a date picker without zones and back, across the change to summer time', () => {
    for (const zone of ['UTC', 'Europe/Berlin', 'America/New_York', 'Asia/Kolkata'])
      for (const instant of [
        '2026-03-29T00:30:00.000Z',
        '2026-03-29T03:00:00.000Z',
        '2026-07-01T12:00:00.000Z'
      ])
        expect(pickedInstant(pickerTime(instant, zone), zone)).toBe(instant)
  })

  it('writes lengths in seconds below a minute and with colons above', () => {
    expect([0.5, 9.98, 10, 59.96, 61, 3599.6, 3723].map(formatLength)).toEqual([
      '0.50 s',
      '9.98 s',
      '10.0 s',
      '1:00 min',
      '1:01 min',
      '1:00:00 h',
      '1:02:03 h'
    ])
  })

  it('rounds the remaining time to what can be promised', () => {
    expect([0.2, 42, 100, 6000].map(formatRemaining)).toEqual(['1 s', '42 s', '2 min', '2 h'])
  })

  it('counts ages in whole units', () => {
    const now = Date.parse(NOON)
    const ago = (seconds: number): unknown => ageOf(new Date(now - seconds * 1000).toISOString(), now)
    expect([5, 119, 7200, 86_400 * 12].map(ago)).toEqual([
      { unit: 'now', count: 0 },
      { unit: 'minutes', count: 1 },
      { unit: 'hours', count: 2 },
      { unit: 'days', count: 12 }
    ])
  })
})
