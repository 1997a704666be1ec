/** Parts of a date and time; what is left out of the time is 0. */
export interface WallTimeParts {
  readonly year: number | undefined
  readonly month: number | undefined
  readonly day: number | undefined
  readonly hour?: number | undefined
  readonly minute?: number | undefined
  readonly second?: number | undefined
}

const FIRST_YEAR = 1980
const LAST_YEAR = 2099

const two = (value: number): string => String(value).padStart(2, '0')

/** 'YYYY-MM-DDTHH:mm:ss' of a date that exists, in years that a recorder can have lived; else undefined. */
export const toWallTime = (parts: WallTimeParts): string | undefined => {
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts
  if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1) return undefined
  if (hour > 23 || minute > 59 || second > 59) return undefined
  if (day > new Date(Date.UTC(year, month, 0)).getUTCDate()) return undefined
  return `${year}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}:${two(second)}`
}
