/** A share as the tables show it: four decimals, n/a where it is undefined. */
export const figure = (value: number | null | undefined): string =>
  value === null || value === undefined ? 'n/a' : value.toFixed(4)

/** A Markdown table: the first column is text, the others are figures. */
export const markdownTable = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, header.map((_, index) => (index === 0 ? '---' : '---:')), ...rows]
    .map(cells => `| ${cells.join(' | ')} |`)
    .join('\n')
