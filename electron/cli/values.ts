import { InvalidArgumentError } from 'commander'

/** A whole number of at least `least`, for an option. */
export const wholeNumber =
  (least: number, most = Number.MAX_SAFE_INTEGER) =>
  (text: string): number => {
    const value = Number(text)
    if (!Number.isInteger(value) || text.trim() === '' || value < least || value > most) {
      throw new InvalidArgumentError(
        most === Number.MAX_SAFE_INTEGER
          ? `It must be a whole number of at least ${least}.`
          : `It must be a whole number from ${least} to ${most}.`
      )
    }
    return value
  }

/** A text that is not empty, for a name or a path. */
export const someText = (text: string): string => {
  if (text.trim() === '') throw new InvalidArgumentError('It must not be empty.')
  return text
}

/** A number between limits, for an option. */
export const numberBetween =
  (least: number, most: number) =>
  (text: string): number => {
    const value = Number(text)
    if (text.trim() === '' || !(value >= least && value <= most)) {
      throw new InvalidArgumentError(`It must be a number from ${least} to ${most}.`)
    }
    return value
  }

/** A day or a point of time, as ISO 8601 in UTC; a day alone ends with its last millisecond where it is an end. */
export const instant =
  (edge: 'start' | 'end') =>
  (text: string): string => {
    const isDay = /^\d{4}-\d{2}-\d{2}$/u.test(text)
    const date = new Date(isDay ? `${text}T${edge === 'start' ? '00:00:00.000' : '23:59:59.999'}` : text)
    if (Number.isNaN(date.getTime())) {
      throw new InvalidArgumentError('It must be a day (2026-09-01) or a time (2026-09-01T08:15).')
    }
    return date.toISOString()
  }

/** "speed=1450" and its like, collected into one record, each name once. */
export const keyValue = (text: string, before: Record<string, string> = {}): Record<string, string> => {
  const at = text.indexOf('=')
  if (at < 1) throw new InvalidArgumentError('It must look like name=value.')
  const name = text.slice(0, at).trim()
  if (Object.hasOwn(before, name)) throw new InvalidArgumentError(`${name} is given twice.`)
  return { ...before, [name]: text.slice(at + 1).trim() }
}

/** "3/5": alarm when at least 3 of the last 5 recordings are flagged. */
export const alarmRule = (text: string): { alarmCount: number; alarmWindow: number } => {
  const [, count = '', window = ''] = /^(\d+)\/(\d+)$/u.exec(text) ?? []
  const rule = { alarmCount: Number(count), alarmWindow: Number(window) }
  if (rule.alarmCount < 1 || rule.alarmWindow > 50 || rule.alarmCount > rule.alarmWindow) {
    throw new InvalidArgumentError('It must look like 3/5: alarm from 3 flagged among the last 5.')
  }
  return rule
}
