import type { Content, ContentTable, ContentText, Style } from 'pdfmake/interfaces.js'
import { fontRuns } from './font-runs.ts'
import { COLOURS, FONT_SIZES } from './theme.ts'

/** Writes texts of a report: chooses fonts by script, with the machine's country deciding on bare Han. */
export interface Writer {
  /** A text node, styled. */
  text(text: string, style?: Style): ContentText
  /** A line of several parts with their own styles. */
  line(parts: readonly (readonly [text: string, style?: Style])[], style?: Style): ContentText
}

/** Long file names have no place to break at; left alone they would push a table over the page's edge. */
const LONG_WORD = /\S{27}/u
const BREAK_ANYWHERE = { wordBreak: 'break-all' } as const

/** A writer for a machine in this time zone. */
export const createWriter = (timeZone: string): Writer => {
  const isJapan = timeZone === 'Asia/Tokyo' || timeZone === 'Japan'
  const line: Writer['line'] = (parts, style = {}) => ({
    text: parts.flatMap(([text, own = {}]) =>
      fontRuns(text, isJapan).map(run => ({
        ...run,
        ...(LONG_WORD.test(run.text) && BREAK_ANYWHERE),
        ...own
      }))
    ),
    ...style
  })
  return { line, text: (text, style = {}) => line([[text]], style) }
}

/** A section heading with a thin rule below it. */
export const sectionHeading = (writer: Writer, title: string, width: number): Content => ({
  stack: [
    writer.text(title, { fontSize: FONT_SIZES.section, bold: true }),
    {
      canvas: [{ type: 'line', x1: 0, y1: 0, x2: width, y2: 0, lineWidth: 0.6, lineColor: COLOURS.text }],
      margin: [0, 1.5, 0, 0]
    }
  ],
  headlineLevel: 1,
  margin: [0, 13, 0, 5]
})

export type Fact = readonly [name: string, value: string]

/** Names and values in pairs side by side, hair lines between the rows. */
export const factTable = (
  writer: Writer,
  facts: readonly Fact[],
  { pairs = 1, nameWidth = 82 }: { readonly pairs?: 1 | 2; readonly nameWidth?: number } = {}
): ContentTable => {
  const rows: Content[][] = []
  const perColumn = Math.ceil(facts.length / pairs)
  for (let row = 0; row < perColumn; row++) {
    const cells: Content[] = []
    for (let pair = 0; pair < pairs; pair++) {
      const [name, value] = facts[pair * perColumn + row] ?? ['', '']
      cells.push(writer.text(name, { color: COLOURS.muted }), writer.text(value))
    }
    rows.push(cells)
  }
  return {
    table: { widths: pairs === 2 ? [nameWidth, '*', nameWidth, '*'] : [nameWidth, '*'], body: rows },
    layout: {
      hLineWidth: index => (index === 0 || index === rows.length ? 0 : 0.4),
      vLineWidth: () => 0,
      hLineColor: () => COLOURS.faint,
      paddingLeft: index => (index === 2 ? 10 : 0),
      paddingRight: () => 4,
      paddingTop: () => 1.6,
      paddingBottom: () => 1.6
    }
  }
}

/** Layout of tables with a header: rule below it, hair lines between rows. */
export const LIST_LAYOUT = {
  hLineWidth: (index: number, node: { table: { headerRows?: number } }): number =>
    index === 0 ? 0 : index === (node.table.headerRows ?? 0) ? 0.7 : 0.4,
  vLineWidth: (): number => 0,
  hLineColor: (index: number, node: { table: { headerRows?: number } }): string =>
    index === (node.table.headerRows ?? 0) ? COLOURS.unknown : COLOURS.faint,
  paddingLeft: (index: number): number => (index === 0 ? 0 : 3),
  paddingRight: (index: number, node: { table: { widths?: unknown } }): number =>
    Array.isArray(node.table.widths) && index === node.table.widths.length - 1 ? 0 : 3,
  paddingTop: (): number => 1.7,
  paddingBottom: (): number => 1.7
}
