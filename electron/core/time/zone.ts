import { AppError } from '../../contract/index.ts'

const formats = new Map<string, Intl.DateTimeFormat>()

const formatFor = (timeZone: string): Intl.DateTimeFormat => {
  const known = formats.get(timeZone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric'
  })
  formats.set(timeZone, made)
  return made
}

/** What clocks of the zone show at an instant, as the milliseconds that UTC would call the same. */
const wallMs = (instantMs: number, timeZone: string): number => {
  const parts = Object.fromEntries(
    formatFor(timeZone)
      .formatToParts(instantMs)
      .map(part => [part.type, Number(part.value)])
  )
  const { year = 1970, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts
  return Date.UTC(year, month - 1, day, hour, minute, second) + (instantMs % 1000)
}

/** @throws AppError invalid when the zone is no IANA name */
export const assertTimeZone = (timeZone: string): void => {
  try {
    formatFor(timeZone)
  } catch (cause) {
    throw new AppError('invalid', `"${timeZone}" is not the name of a time zone`, { timeZone }, { cause })
  }
}

/**
 * The instant (UTC, ISO 8601) at which clocks of an IANA zone showed a wall time ('YYYY-MM-DDTHH:mm:ss').
 * A time that occurs twice (end of summer time) is the first of the two; one that is skipped (its beginning) is
 * read with the offset before the change, as clocks that were not yet set forward would have shown it.
 */
export const instantOf = (wallTime: string, timeZone: string): string => {
  const wall = Date.parse(`${wallTime}Z`)
  if (Number.isNaN(wall)) throw new AppError('invalid', `"${wallTime}" is not a date and time`, { wallTime })
  const dayMs = 24 * 60 * 60 * 1000
  const offsets = [wall - dayMs, wall + dayMs].map(around => wallMs(around, timeZone) - around)
  const [before = 0, after = 0] = offsets
  const candidates = [wall - before, wall - after].filter(instant => wallMs(instant, timeZone) === wall)
  const instant = candidates.length > 0 ? Math.min(...candidates) : wall - before
  return new Date(instant).toISOString()
}

/** What clocks of an IANA zone show at an instant, to the second: '2026-07-29T14:03:05'. */
export const wallTimeOf = (instant: string, timeZone: string): string =>
  new Date(wallMs(Date.parse(instant), timeZone)).toISOString().slice(0, 19)
