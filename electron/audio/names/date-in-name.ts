import { toWallTime } from './wall-time.ts'
import type { WallTimeParts } from './wall-time.ts'

// 20260312, 2026-03-12, 2026_03_12, 2026.03.12
const YEAR_FIRST = String.raw`(?<!\d)(?<year>\d{4})(?<separator>[-_. ]?)(?<month>\d\d)\k<separator>(?<day>\d\d)`
// 12.03.2026 is read with the day first everywhere; with - or _ only where one number cannot be a month.
const YEAR_LAST = String.raw`(?<!\d)(?<first>\d\d)(?<separator>[-_.])(?<second>\d\d)\k<separator>(?<year>\d{4})`
// 260312_143005 of hand-held recorders
const SHORT = String.raw`(?<!\d)(?<shortYear>[1-5]\d)(?<month>\d\d)(?<day>\d\d)`

const GAP = String.raw`(?:[T_,. -]+|[, ]+(?:um|at|à|alle) |)`
const CLOCK = String.raw`(?<hour>\d\d)(?<colon>[-_.: ]|h)?(?<minute>\d\d)(?:(?:\k<colon>|m|min)(?<seconds>\d\d)s?)?`
const GLUED_CLOCK = String.raw`(?<hour>\d\d)(?<minute>\d\d)(?<seconds>\d\d)`
const HALF = String.raw`(?:[.,]\d{1,6})?(?: ?(?<half>[ap])\.?m\b\.?)?`

const TIMED = [
  new RegExp(`${YEAR_FIRST}${GAP}${GLUED_CLOCK}${HALF}(?!\\d)`, 'iu'),
  new RegExp(`${YEAR_FIRST}${GAP}${CLOCK}${HALF}(?!\\d)`, 'iu'),
  new RegExp(`${YEAR_LAST}${GAP}${GLUED_CLOCK}${HALF}(?!\\d)`, 'iu'),
  new RegExp(`${YEAR_LAST}${GAP}${CLOCK}${HALF}(?!\\d)`, 'iu'),
  new RegExp(`${SHORT}[-_T ]${GLUED_CLOCK}(?!\\d)`, 'u')
]
const DATED = [new RegExp(`${YEAR_FIRST}(?!\\d)`, 'u'), new RegExp(`${YEAR_LAST}(?!\\d)`, 'u')]
const CLOCK_ONLY = /^(?<hour>\d\d)(?<colon>[-_.:h])(?<minute>\d\d)(?:[-_.:m](?<seconds>\d\d)s?)?(?!\d)/u

type Groups = Readonly<Record<string, string | undefined>>

const number = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text)

const dateParts = (groups: Groups): Pick<WallTimeParts, 'year' | 'month' | 'day'> => {
  const { shortYear, first, second, separator } = groups
  if (shortYear !== undefined) {
    return { year: 2000 + Number(shortYear), month: number(groups.month), day: number(groups.day) }
  }
  const year = number(groups.year)
  if (first === undefined || second === undefined)
    return { year, month: number(groups.month), day: number(groups.day) }
  const isDayFirst = separator === '.' || Number(first) > 12
  const isMonthFirst = !isDayFirst && Number(second) > 12
  if (!isDayFirst && !isMonthFirst) return { year: undefined, month: undefined, day: undefined }
  return { year, month: Number(isDayFirst ? second : first), day: Number(isDayFirst ? first : second) }
}

const clockParts = (groups: Groups): Pick<WallTimeParts, 'hour' | 'minute' | 'second'> => {
  const hour = Number(groups.hour ?? 0)
  const half = groups.half?.toLowerCase()
  const shifted = half === 'p' && hour < 12 ? hour + 12 : half === 'a' && hour === 12 ? 0 : hour
  return { hour: shifted, minute: number(groups.minute), second: number(groups.seconds) }
}

// Without seconds and without a sign between hour and minute, four digits are as often a running number.
const isClock = ({ seconds, colon, hour }: Groups): boolean =>
  hour !== undefined && (seconds !== undefined || (colon !== undefined && colon !== ''))

const firstOf = (text: string, patterns: readonly RegExp[], isTimed: boolean): string | undefined => {
  for (const pattern of patterns) {
    const groups = pattern.exec(text)?.groups
    if (!groups || (isTimed && !isClock(groups))) continue
    const time = toWallTime({ ...dateParts(groups), ...(isTimed ? clockParts(groups) : {}) })
    if (time !== undefined) return time
  }
  return undefined
}

/** Wall time of a name that has a date and a time of day, 'YYYY-MM-DDTHH:mm:ss'. */
export const timeInName = (name: string): string | undefined => firstOf(name.normalize('NFKC'), TIMED, true)

/** Midnight of a name that has a date. */
export const dateInName = (name: string): string | undefined => firstOf(name.normalize('NFKC'), DATED, false)

/** A name that begins with a time of day (14-30-05), on the day of a folder (midnight of it). */
export const clockOnDay = (name: string, day: string): string | undefined => {
  const groups = CLOCK_ONLY.exec(name.normalize('NFKC'))?.groups
  if (!groups) return undefined
  const [year, month, date] = day.slice(0, 10).split('-').map(Number)
  return toWallTime({ year, month, day: date, ...clockParts(groups) })
}
