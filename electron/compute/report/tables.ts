import type { Content, TableCell } from 'pdfmake/interfaces.js'
import type { MachineEvent } from '../../contract/machines.ts'
import type { Model } from '../../contract/models.ts'
import type { ReportFinding } from '../../contract/report-data.ts'
import { detectorName, reasonSentence, verdictWord } from '../../contract/sentences.ts'
import type { Writer } from './content.ts'
import { LIST_LAYOUT } from './content.ts'
import { isForeign } from './foreign.ts'
import type { timeFormatter } from './format.ts'
import { keepUnits, placeText, pValueText, scoreText } from './format.ts'
import { COLOURS, FONT_SIZES } from './theme.ts'
import { eventName } from './trend-picture.ts'

const header = (writer: Writer, titles: readonly string[], rightFrom: readonly string[]): TableCell[] =>
  titles.map(title =>
    writer.text(title, {
      fontSize: FONT_SIZES.small,
      color: COLOURS.muted,
      alignment: rightFrom.includes(title) ? 'right' : 'left'
    })
  )

/** What happened to the machine in the period. */
export const eventsTable = (
  events: readonly MachineEvent[],
  writer: Writer,
  time: ReturnType<typeof timeFormatter>
): Content => ({
  table: {
    headerRows: 1,
    dontBreakRows: true,
    widths: [20, 84, '*'],
    body: [
      header(writer, ['', 'When', 'Event'], []),
      ...events.map((event, index) => [
        writer.text(eventName(index)),
        writer.text(time(event.at)),
        writer.text(event.text)
      ])
    ]
  },
  layout: LIST_LAYOUT,
  margin: [0, 4, 0, 0]
})

/** Name of the place in the document where a finding's pictures stand. */
export const findingAnchor = (index: number): string => `finding-${index + 1}`

const findingRow = (
  entry: ReportFinding,
  index: number,
  model: Model | null,
  writer: Writer,
  time: ReturnType<typeof timeFormatter>
): TableCell[] => {
  const { finding, result } = entry
  const number = { alignment: 'right' } as const
  const link = result === null ? {} : { linkToDestination: findingAnchor(index), color: COLOURS.accent }
  return [
    { ...writer.text(String(index + 1), number), ...link },
    writer.text(time(finding.recordedAt)),
    writer.text(finding.fileName),
    writer.text(placeText(finding.peakS), number),
    writer.text(`${scoreText(finding.score)}${isForeign(entry, model) ? '*' : ''}`, {
      ...number,
      bold: true
    }),
    writer.text(scoreText(finding.threshold), number),
    writer.text(pValueText(finding.pValue), number),
    writer.text(keepUnits(finding.reasons.slice(0, 2).map(reasonSentence).join('. ')) || '\u2013'),
    writer.text(verdictWord(finding.verdict), finding.verdict === 'confirmed' ? { bold: true } : {})
  ]
}

const COLUMNS = 9
/** pdfmake wants a cell for every column that a span covers. */
const spanned = Array.from({ length: COLUMNS - 1 }, () => ({ text: '' }))

/** All findings, most severe first; the header stands on every page. */
export const findingsTable = (
  findings: readonly ReportFinding[],
  model: Model | null,
  writer: Writer,
  time: ReturnType<typeof timeFormatter>
): Content => {
  const others = new Set(
    findings.flatMap(entry =>
      isForeign(entry, model) && entry.finding.detector !== null ? [detectorName(entry.finding.detector)] : []
    )
  )
  const table: Content = {
    table: {
      headerRows: 2,
      keepWithHeaderRows: 2,
      dontBreakRows: true,
      widths: [14, 62, '*', 26, 26, 24, 28, 116, 44],
      body: [
        [
          { ...writer.text('Findings', { fontSize: FONT_SIZES.section, bold: true }), colSpan: COLUMNS },
          ...spanned
        ],
        header(
          writer,
          ['No.', 'Recorded', 'Recording', 'At', 'Score', 'Line', 'p', 'Why', 'Verdict'],
          ['No.', 'At', 'Score', 'Line', 'p']
        ),
        ...findings.map((entry, index) => findingRow(entry, index, model, writer, time))
      ]
    },
    layout: {
      ...LIST_LAYOUT,
      hLineWidth: index => (index === 0 ? 0 : index <= 2 ? 0.6 : 0.4),
      hLineColor: index => (index === 1 ? COLOURS.text : index === 2 ? COLOURS.unknown : COLOURS.faint)
    },
    fontSize: FONT_SIZES.small,
    margin: [0, 13, 0, 0]
  }
  if (others.size === 0) return table
  const remark =
    `* Scored by another detector than the model in force (${[...others].join(', ')}): on a scale of its own, to be ` +
    'compared with the line beside it only.'
  return [
    table,
    writer.text(remark, { fontSize: FONT_SIZES.small, color: COLOURS.muted, margin: [0, 3, 0, 0] })
  ]
}
