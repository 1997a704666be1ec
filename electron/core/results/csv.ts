import { setImmediate } from 'node:timers/promises'
import { stringify } from 'csv-stringify/sync'

/** Rows that are written before others get their turn: the host must stay responsive. */
const ROWS_AT_ONCE = 1000

type Cell = string | number | boolean | null

/**
 * CSV by RFC 4180 in UTF-8: header first, CRLF, quotes where needed. A text that a spreadsheet would run as a
 * formula gets an apostrophe before it; booleans are 0 or 1.
 */
export const csvText = async (
  header: readonly string[],
  rows: readonly (readonly Cell[])[]
): Promise<string> => {
  const options = {
    escape_formulas: true,
    record_delimiter: 'windows',
    cast: { boolean: (value: boolean) => (value ? '1' : '0') }
  } as const
  const parts = [stringify([[...header]], options)]
  for (let at = 0; at < rows.length; at += ROWS_AT_ONCE) {
    parts.push(
      stringify(
        rows.slice(at, at + ROWS_AT_ONCE).map(row => [...row]),
        options
      )
    )
    await setImmediate()
  }
  return parts.join('')
}

/** A file name that every system takes, from a machine's name and what the file holds. */
export const fileNameFor = (machineName: string, what: string, extension: string): string => {
  const safe = machineName
    .replaceAll(/[\p{Cc}<>:"/\\|?*]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
  return `${safe === '' ? 'machine' : safe.slice(0, 80)} ${what}.${extension}`
}
