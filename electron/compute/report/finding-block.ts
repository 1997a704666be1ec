import type { Content } from 'pdfmake/interfaces.js'
import type { ClipResult } from '../../contract/results.ts'
import type { ReportFinding } from '../../contract/report-data.ts'
import { detectorName, hzText, reasonSentence, verdictWord } from '../../contract/sentences.ts'
import type { ClipSound } from './clip-audio.ts'
import type { Fact, Writer } from './content.ts'
import { factTable } from './content.ts'
import { findingPicture } from './finding-picture.ts'
import type { timeFormatter } from './format.ts'
import { keepUnits, placeText, pValueText, scoreText } from './format.ts'
import { findingAnchor } from './tables.ts'
import { COLOURS, FONT_SIZES } from './theme.ts'

const FACTS_WIDTH = 168
const GAP = 12

/** The strongest run of bands: "2.5 to 3.25 kHz: 64 % of the evidence". */
export const bandSentence = (bands: readonly number[]): string | null => {
  const largest = bands.reduce((a, b) => Math.max(a, b), 0)
  if (largest <= 0) return null
  const peak = bands.indexOf(largest)
  const strong = (band: number): boolean => (bands[band] ?? 0) >= largest / 2
  let [low, high] = [peak, peak]
  while (strong(low - 1)) low -= 1
  while (strong(high + 1)) high += 1
  const share = bands.slice(low, high + 1).reduce((a, b) => a + b, 0)
  return `${hzText(low * 125)} to ${hzText((high + 1) * 125)}: ${Math.round(100 * share)} % of the band evidence`
}

const VIEW_WORDS: Readonly<Record<string, string>> = {
  'quick-changes': 'quick changes',
  'quicker-changes': 'quicker changes',
  'sharp-drops': 'sharp drops',
  'loudest-moments': 'loudest moments',
  level: 'overall level'
}

const viewsText = (result: ClipResult): string =>
  [...result.views]
    .sort((a, b) => b.z - a.z)
    .slice(0, 2)
    .map(view => `${VIEW_WORDS[view.view] ?? view.view} ${scoreText(view.z)}`)
    .join(', ')

/** "Confirmed", by whom and when. */
const verdictText = (
  { finding }: ReportFinding,
  writer: Writer,
  time: ReturnType<typeof timeFormatter>
): Content => {
  const decided =
    finding.decidedAt === null ? '' : `  ${finding.decidedBy ?? 'unnamed'}, ${time(finding.decidedAt)}`
  return writer.line([
    [verdictWord(finding.verdict), { bold: true }],
    [decided, { color: COLOURS.muted }]
  ])
}

/** One finding: facts, reasons and verdict at the left, the pictures at the right; never split over pages. */
export const findingBlock = (
  entry: ReportFinding,
  index: number,
  sound: ClipSound,
  writer: Writer,
  time: ReturnType<typeof timeFormatter>,
  width: number
): Content => {
  const { finding, result } = entry
  const facts: Fact[] = [
    ['Recorded', time(finding.recordedAt, 'second')],
    [
      'Clip',
      `${placeText(finding.startS)} to ${placeText(finding.startS + finding.lengthS)}, channel ${entry.channel}`
    ],
    ['Score', `${scoreText(finding.score)}, flagged from ${scoreText(finding.threshold)}`],
    ['p-value', `${pValueText(finding.pValue)}, model version ${finding.modelVersion}`],
    ...(finding.detector === null || finding.detector === 'auto'
      ? []
      : ([['Detector', detectorName(finding.detector)]] as const))
  ]
  const reasons = finding.reasons.map(reason => `${keepUnits(reasonSentence(reason))}.`).join(' ')
  const comment = finding.comment.trim()
  const bands = result === null ? null : bandSentence(result.bands)
  const views = result === null ? '' : viewsText(result)
  const small = {
    fontSize: FONT_SIZES.small,
    color: COLOURS.muted,
    margin: [0, 2, 0, 0] as [number, number, number, number]
  }
  return {
    stack: [
      {
        columns: [
          {
            ...writer.line([
              [`${index + 1}  `, { bold: true, color: COLOURS.muted }],
              [finding.fileName, { bold: true }]
            ]),
            fontSize: 9.5,
            id: findingAnchor(index),
            width: '*'
          },
          { stack: [verdictText(entry, writer, time)], width: 'auto', margin: [0, 1, 0, 0] }
        ],
        columnGap: GAP,
        margin: [0, 0, 0, 2]
      },
      {
        columns: [
          {
            width: FACTS_WIDTH,
            stack: [
              factTable(writer, facts, { nameWidth: 46 }),
              ...(reasons === '' ? [] : [writer.text(reasons, { margin: [0, 3, 0, 0] })]),
              ...(bands === null ? [] : [writer.text(bands, small)]),
              ...(views === '' ? [] : [writer.text(`Raised by: ${views}`, small)]),
              ...(comment === '' ? [] : [writer.text(comment, { margin: [0, 3, 0, 0] })])
            ]
          },
          {
            width: '*',
            stack: [
              sound.kind === 'missing' || result === null
                ? writer.text(sound.kind === 'missing' ? `No pictures: ${sound.reason}.` : 'No pictures.', {
                    color: COLOURS.monitor
                  })
                : { svg: findingPicture(sound.audio, result, width - FACTS_WIDTH - GAP) }
            ]
          }
        ],
        columnGap: GAP
      }
    ],
    unbreakable: true,
    margin: [0, 0, 0, 8]
  }
}
