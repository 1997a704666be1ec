import { localZone } from '../local-zone.ts'

const SECOND_MS = 1000
const MINUTE_S = 60
const HOUR_S = 3600
const DAY_S = 86_400

/** A length: 9.98 s below a minute, 5:03 min below an hour, 1:02:03 h above. */
export const formatLength = (seconds: number): string => {
  if (seconds < MINUTE_S) {
    const text = seconds.toFixed(seconds < 10 ? 2 : 1)
    return text === '60.0' ? '1:00 min' : `${text} s`
  }
  const whole = Math.round(seconds)
  const pad = (value: number): string => String(value).padStart(2, '0')
  const minutes = Math.floor((whole % HOUR_S) / MINUTE_S)
  const rest = pad(whole % MINUTE_S)
  return whole < HOUR_S ? `${minutes}:${rest} min` : `${Math.floor(whole / HOUR_S)}:${pad(minutes)}:${rest} h`
}

/** Remaining time in coarse words' units: 8 s, 3 min, 2 h. */
export const formatRemaining = (seconds: number): string => {
  if (seconds < 90) return `${Math.max(1, Math.round(seconds))} s`
  if (seconds < 90 * MINUTE_S) return `${Math.round(seconds / MINUTE_S)} min`
  return `${Math.round(seconds / HOUR_S)} h`
}

const dateTime = new Map<string, Intl.DateTimeFormat>()

const formatter = (zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat => {
  const key = zone + JSON.stringify(options)
  const known = dateTime.get(key)
  if (known) return known
  let made: Intl.DateTimeFormat
  try {
    made = new Intl.DateTimeFormat('en-GB', { ...options, ...(zone === '' ? {} : { timeZone: zone }) })
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    // A zone that this engine does not know: the local one is better than none.
    made = new Intl.DateTimeFormat('en-GB', options)
  }
  dateTime.set(key, made)
  return made
}

const PARTS: Intl.DateTimeFormatOptions = {
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23'
}

const partsOf = (instant: string, zone: string): Record<string, string> =>
  Object.fromEntries(
    formatter(zone, PARTS)
      .formatToParts(new Date(instant))
      .map(part => [part.type, part.value])
  )

const MOST_REMEMBERED = 5000
const remembered = new Map<string, string>()

/** Local date and time of a zone (empty: of this computer), sortable by eye: 2026-09-01 08:15:00. */
export const formatDateTime = (instant: string, zone = ''): string => {
  const key = `${zone} ${instant}`
  const known = remembered.get(key)
  if (known !== undefined) return known
  const part = partsOf(instant, zone)
  const text = `${part['year']}-${part['month']}-${part['day']} ${part['hour']}:${part['minute']}:${part['second']}`
  // A table that is scrolled asks for the same times again and again, and Intl is slow.
  if (remembered.size >= MOST_REMEMBERED) remembered.clear()
  remembered.set(key, text)
  return text
}

/** The wall clock of a zone as if it were this computer's: what a date picker without zones has to show (ms). */
export const pickerTime = (instant: string, zone: string): number =>
  new Date(formatDateTime(instant, zone).replace(' ', 'T')).getTime()

/** The point of time at which the wall clock of a zone shows what a date picker without zones shows (ms). */
export const pickedInstant = (pickedMs: number, zone: string): string => {
  // Two steps settle it: the first misses by the difference of the zones, the second by a change to summer time.
  let instantMs = pickedMs
  for (let step = 0; step < 2; step++)
    instantMs += pickedMs - pickerTime(new Date(instantMs).toISOString(), zone)
  return new Date(instantMs).toISOString()
}

/** Local date of a zone: 2026-09-01. */
export const formatDate = (instant: string, zone = ''): string => formatDateTime(instant, zone).slice(0, 10)

/** The same with the zone's name and its difference to UTC, for the tooltip. */
export const formatWithZone = (instant: string, zone = ''): string => {
  const name = zone === '' ? localZone() : zone
  const offset = formatter(zone, { timeZoneName: 'longOffset' })
    .formatToParts(new Date(instant))
    .find(part => part.type === 'timeZoneName')?.value
  return `${formatDateTime(instant, zone)} ${name}${offset === undefined ? '' : ` (${offset})`}`
}

/** How long ago, as a number and a unit for the message catalogue. */
export const ageOf = (
  instant: string,
  now: number
): { readonly unit: 'now' | 'minutes' | 'hours' | 'days'; readonly count: number } => {
  const seconds = (now - Date.parse(instant)) / SECOND_MS
  if (seconds < MINUTE_S) return { unit: 'now', count: 0 }
  if (seconds < HOUR_S) return { unit: 'minutes', count: Math.floor(seconds / MINUTE_S) }
  if (seconds < DAY_S) return { unit: 'hours', count: Math.floor(seconds / HOUR_S) }
  return { unit: 'days', count: Math.floor(seconds / DAY_S) }
}
