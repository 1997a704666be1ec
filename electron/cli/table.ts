import { stringify } from 'csv-stringify/sync'

/** Display width of a text: East Asian wide characters take two columns of a terminal. */
const widthOf = (text: string): number =>
  [...text].reduce(
    (width, character) =>
      width +
      (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff00-\uff60]/u.test(character) ? 2 : 1),
    0
  )

/** Rows in aligned columns; figures are right-aligned. */
export const columns = (
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[]
): string => {
  const isNumeric = header.map(
    (_, column) => rows.length > 0 && rows.every(row => typeof row[column] === 'number')
  )
  const all = [header, ...rows.map(row => row.map(String))]
  const widths = header.map((_, column) => Math.max(...all.map(row => widthOf(String(row[column] ?? '')))))
  return all
    .map(row =>
      row
        .map((cell, column) => {
          const padding = ' '.repeat(Math.max(0, (widths[column] ?? 0) - widthOf(String(cell))))
          return isNumeric[column] ? `${padding}${cell}` : `${cell}${padding}`
        })
        .join('  ')
        .trimEnd()
    )
    .join('\n')
}

/** CSV with a header and line feeds; texts are quoted where they must be. */
export const csv = (header: readonly string[], rows: readonly (readonly (string | number)[])[]): string =>
  stringify([[...header], ...rows.map(row => [...row])])
