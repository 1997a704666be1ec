import type { Spread } from './statistics.ts'

/** A share as the tables show it: four decimals, n/a where it is undefined. */
export const figure = (value: number | null | undefined): string =>
  value === null || value === undefined ? 'n/a' : value.toFixed(4)

/** Mean and spread over seeds; the mean alone for a single one. */
export const spreadText = ({ mean, deviation }: Spread): string =>
  deviation === null ? figure(mean) : `${figure(mean)} ± ${figure(deviation)}`

/** A Markdown table: the first column is text, the others are figures unless they are text too. */
export const markdownTable = (
  header: readonly string[],
  rows: readonly (readonly string[])[],
  others: 'figures' | 'text' = 'figures'
): string =>
  [header, header.map((_, index) => (index === 0 || others === 'text' ? '---' : '---:')), ...rows]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n')
