import type { Content } from 'pdfmake/interfaces.js'
import type { MachineState } from '../../contract/common.ts'
import { machineStateSchema } from '../../contract/common.ts'
import type { ReportData } from '../../contract/report-data.ts'
import { stateWord } from '../../contract/sentences.ts'
import type { Fact, Writer } from './content.ts'
import { factTable } from './content.ts'
import type { timeFormatter } from './format.ts'
import { picture } from './svg.ts'
import { COLOURS, FONT_SIZES, stateColour } from './theme.ts'

const MARKS: Readonly<Record<MachineState, string>> = {
  acceptable: '<circle cx="5" cy="5" r="4.4" fill="COLOUR"/>',
  monitor: '<path d="M5 0.6L9.8 9.4H0.2z" fill="COLOUR"/>',
  alarm: '<path d="M0.8 0.8h8.4v8.4h-8.4z" fill="COLOUR"/>',
  unknown: '<circle cx="5" cy="5" r="3.6" fill="none" stroke="COLOUR" stroke-width="1.5"/>'
}

const asState = (state: string): MachineState => {
  const parsed = machineStateSchema.safeParse(state)
  return parsed.success ? parsed.data : 'unknown'
}

/** The machine's name with its state at the right: shape, colour and word. */
const headline = (data: ReportData, writer: Writer): Content => {
  const state = asState(data.state)
  const colour = stateColour(state)
  return {
    columns: [
      {
        width: '*',
        stack: [
          writer.text('Machine sound report', { fontSize: FONT_SIZES.small, color: COLOURS.muted }),
          writer.text(data.machine.name, { fontSize: FONT_SIZES.title, bold: true, lineHeight: 0.95 })
        ]
      },
      {
        width: 12,
        svg: picture(10, 10, [MARKS[state].replaceAll('COLOUR', colour)]),
        margin: [0, 16.5, 0, 0]
      },
      {
        width: 'auto',
        stack: [
          writer.text('State', { fontSize: FONT_SIZES.small, color: COLOURS.muted }),
          writer.text(stateWord(state), { fontSize: 13, bold: true, color: colour })
        ],
        margin: [0, 0, 0, 0]
      }
    ],
    columnGap: 4
  }
}

/** The period that the report covers: the chosen one, else from the first to the last scored recording. */
export const periodText = (data: ReportData, time: ReturnType<typeof timeFormatter>): string => {
  const times = data.trend.points.map(point => point.recordedAt).sort()
  const [first, last] = [data.from ?? times[0], data.to ?? times.at(-1)]
  if (first === undefined || last === undefined) return 'all recordings'
  const [firstDay, lastDay] = [time(first, 'day'), time(last, 'day')]
  const ends = firstDay === lastDay ? firstDay : `${firstDay} to ${lastDay}`
  return data.from === null && data.to === null ? `all recordings, ${ends}` : ends
}

const dash = (text: string): string => (text.trim() === '' ? '\u2013' : text)

/** What, where, when and by whom, at the head of the first page. */
export const titleBlock = (
  data: ReportData,
  writer: Writer,
  time: ReturnType<typeof timeFormatter>,
  zone: string
): Content => {
  const { machine, settings } = data
  const facts: Fact[] = [
    ['Kind', dash(machine.kind)],
    ['Site', dash(machine.site)],
    ['Line', dash(machine.line)],
    ['Nominal speed', dash(machine.nominalSpeed)],
    ['Period', periodText(data, time)],
    ['Made', time(data.createdAt)],
    ['By', dash(settings.engineer)],
    ['Organisation', dash(settings.organisation)],
    ['Times in', zone],
    ['Application', `Earshot ${data.appVersion}`]
  ]
  const rule = `Alarm: at least ${machine.alarmCount} of the last ${machine.alarmWindow} recordings flagged.`
  return [
    headline(data, writer),
    { ...writer.text(rule, { fontSize: FONT_SIZES.small, color: COLOURS.muted, alignment: 'right' }) },
    { stack: [factTable(writer, facts, { pairs: 2 })], margin: [0, 5, 0, 0] },
    ...(machine.notes.trim() === ''
      ? []
      : [
          writer.line([['Notes  ', { color: COLOURS.muted }], [machine.notes.trim()]], {
            margin: [0, 4, 0, 0]
          })
        ])
  ]
}

/** Flagged normals of the fit raise no findings, which the counts would otherwise leave unexplained. */
const heldOutRemark = (data: ReportData): string | null => {
  const count = data.trend.points.filter(point => point.isFlagged && point.isHeldOut).length
  if (count === 0) return null
  const subject =
    count === 1
      ? 'One of the flagged recordings is a normal'
      : `${count} of the flagged recordings are normals`
  return `${subject} that the model learned from, judged while held out: no finding.`
}

/** The counts of the period in a row of large figures. */
export const summaryCounts = (data: ReportData, writer: Writer): Content => {
  const verdicts = data.findings.map(entry => entry.finding.verdict)
  const count = (verdict: string | null): number => verdicts.filter(own => own === verdict).length
  const cells: readonly (readonly [number, string, string])[] = [
    [data.counts.recordings, 'recordings', COLOURS.text],
    [data.counts.normals, 'normal', COLOURS.text],
    [data.counts.scored, 'scored', COLOURS.text],
    [data.counts.flagged, 'flagged', data.counts.flagged > 0 ? COLOURS.alarm : COLOURS.text],
    [count(null), 'findings open', COLOURS.text],
    [count('confirmed'), 'confirmed', COLOURS.text],
    [count('false-alarm'), 'false alarms', COLOURS.text],
    [count('unsure'), 'unsure', COLOURS.text]
  ]
  const remark = heldOutRemark(data)
  const table: Content = {
    table: {
      widths: cells.map(() => '*'),
      body: [
        cells.map(([value, name, color]) => ({
          stack: [
            writer.text(String(value), { fontSize: 13, bold: true, color }),
            writer.text(name, { fontSize: FONT_SIZES.small, color: COLOURS.muted })
          ]
        }))
      ]
    },
    layout: {
      hLineWidth: () => 0.6,
      vLineWidth: index => (index === 0 || index === cells.length ? 0 : 0.4),
      hLineColor: () => COLOURS.rule,
      vLineColor: () => COLOURS.rule,
      paddingLeft: index => (index === 0 ? 0 : 6),
      paddingTop: () => 3,
      paddingBottom: () => 3
    },
    margin: [0, 10, 0, 0]
  }
  return remark === null
    ? table
    : [table, writer.text(remark, { fontSize: FONT_SIZES.small, color: COLOURS.muted, margin: [0, 2, 0, 0] })]
}
