import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js'
import type { ReportData, ReportFinding } from '../../contract/report-data.ts'
import { createWriter, sectionHeading } from './content.ts'
import type { ClipSound } from './clip-audio.ts'
import { findingBlock } from './finding-block.ts'
import { knownZone, timeFormatter } from './format.ts'
import { methodNote } from './method-note.ts'
import { modelSection } from './model-section.ts'
import { eventsTable, findingsTable } from './tables.ts'
import { COLOURS, contentWidthPt, FONT_SIZES, PAGE_MARGIN_PT } from './theme.ts'
import { periodText, summaryCounts, titleBlock } from './title-block.ts'
import { trendPicture } from './trend-picture.ts'

/** A finding and, where it is to have pictures, its sound. */
export interface PicturedFinding {
  readonly entry: ReportFinding
  readonly sound: ClipSound | null
}

/** The whole report as pdfmake takes it; `onPage` hears of every page that is laid out. */
export const reportDocument = (
  data: ReportData,
  findings: readonly PicturedFinding[],
  onPage: (pageCount: number) => void
): TDocumentDefinitions => {
  const zone = knownZone(data.machine.timeZone, data.settings.timeZone)
  const time = timeFormatter(zone)
  const writer = createWriter(zone)
  const width = contentWidthPt(data.pageSize)
  const section = (title: string): Content => sectionHeading(writer, title, width)
  const blocks = findings.flatMap(({ entry, sound }, index) =>
    sound === null ? [] : [findingBlock(entry, index, sound, writer, time, width)]
  )
  const [firstBlock, ...otherBlocks] = blocks
  const entries = findings.map(({ entry }) => entry)
  return {
    pageSize: data.pageSize,
    pageMargins: [PAGE_MARGIN_PT.left, PAGE_MARGIN_PT.top, PAGE_MARGIN_PT.right, PAGE_MARGIN_PT.bottom],
    defaultStyle: { font: 'NotoSans', fontSize: FONT_SIZES.body, color: COLOURS.text },
    language: 'en',
    displayTitle: true,
    info: {
      title: `${data.machine.name}: machine sound report, ${time(data.createdAt, 'day')}`,
      author: data.settings.engineer || data.settings.organisation || 'Earshot',
      subject: `Sound of ${data.machine.name}, ${periodText(data, time)}`,
      keywords: 'machine sound, condition monitoring, anomalous sound detection',
      creator: `Earshot ${data.appVersion}`,
      producer: `Earshot ${data.appVersion}`,
      creationDate: new Date(data.createdAt)
    },
    footer: (page, pages) => {
      onPage(pages)
      return {
        columns: [
          writer.text(`${data.machine.name}  \u00b7  ${time(data.createdAt, 'day')}`),
          { ...writer.text(`${page} of ${pages}`, { alignment: 'right' }), width: 60 }
        ],
        fontSize: FONT_SIZES.small,
        color: COLOURS.muted,
        margin: [PAGE_MARGIN_PT.left, 16, PAGE_MARGIN_PT.right, 0]
      }
    },
    content: [
      titleBlock(data, writer, time, zone),
      summaryCounts(data, writer),
      section('Model and its basis'),
      modelSection(data, writer, time),
      {
        stack: [section('Trend'), { svg: trendPicture(data.trend, width, time, data) }],
        unbreakable: true
      },
      ...(data.events.length === 0 ? [] : [eventsTable(data.events, writer, time)]),
      ...(entries.length === 0
        ? [section('Findings'), writer.text('No recording of this period is flagged.')]
        : [findingsTable(entries, data.model, writer, time)]),
      ...(firstBlock === undefined
        ? []
        : [{ stack: [section('Findings in detail'), firstBlock], unbreakable: true }, ...otherBlocks]),
      { stack: [section('Method'), methodNote(writer, data.model?.detector ?? 'auto')], unbreakable: true }
    ]
  }
}
