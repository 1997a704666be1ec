import type { Content } from 'pdfmake/interfaces.js'
import { counted } from '../../contract/counted.ts'
import type { Model } from '../../contract/models.ts'
import { epochsByNetwork, epochsText } from '../../contract/networks.ts'
import type { ReportData } from '../../contract/report-data.ts'
import {
  brokenCheckSentence,
  detectorName,
  falseAlarmSentence,
  hzText,
  newConditionSentence,
  warningSentence
} from '../../contract/sentences.ts'
import type { Fact, Writer } from './content.ts'
import { factTable } from './content.ts'
import type { timeFormatter } from './format.ts'
import { durationText, scoreText } from './format.ts'
import { COLOURS } from './theme.ts'

const MAX_EXCLUDED = 12

const thresholdText = (model: Model): string =>
  model.threshold === model.fittedThreshold
    ? scoreText(model.threshold)
    : `${scoreText(model.threshold)}, moved by hand from ${scoreText(model.fittedThreshold)}`

/** "Dual branch (dual-branch), trained for 30 epochs in 4 min"; of several networks "(2 networks, 15 epochs each)". */
const detectorText = (model: Model): string => {
  const { detector, training } = model
  const name = `${detectorName(detector)} (${detector})`
  if (training === null) return name
  const networks = epochsByNetwork(model)
  const epochs = epochsText(networks)
  const time = durationText(training.trainedS)
  return networks.length === 1
    ? `${name}, trained for ${epochs} in ${time}`
    : `${name}, trained in ${time} (${epochs})`
}

/** What a deeper fit was checked for, where that did not hold. */
const checkRemarks = ({ check }: Model): string[] =>
  [check === null ? null : brokenCheckSentence(check)].flatMap(sentence =>
    sentence === null ? [] : [`${sentence} A person put it in use all the same.`]
  )

const modelFacts = (model: Model, data: ReportData, time: ReturnType<typeof timeFormatter>): Fact[] => [
  ['Model', `version ${model.version}, fitted ${time(model.createdAt)}`],
  ['Detector', detectorText(model)],
  ['Learned from', `${counted(model.normals, 'normal recording')}, ${durationText(model.learnedS)} of sound`],
  ['Conditions', model.conditions.length === 0 ? 'none recorded' : model.conditions.join('; ')],
  ['Flagged from', thresholdText(model)],
  ['Monitor from', scoreText(model.monitorLine)],
  [
    'Heard',
    [
      data.machine.clipLengthS === null ? '' : `clips of ${data.machine.clipLengthS} s`,
      `channel ${data.machine.channel}`,
      data.machine.bandHz === null ? '' : `up to ${hzText(data.machine.bandHz)}`
    ]
      .filter(part => part !== '')
      .join(', ')
  ],
  ['Overall loudness', data.machine.ignoreLevel ? 'is ignored' : 'counts as evidence'],
  [
    'Made with',
    `Earshot ${model.appVersion}, ${model.engine}, seed ${model.seed}, data ${model.dataHash.slice(0, 12)}`
  ]
]

const remarks = (model: Model): string[] => {
  const shown = model.excluded.slice(0, MAX_EXCLUDED)
  const more = model.excluded.length - shown.length
  return [
    ...(model.isProvisional
      ? ['Provisional: the threshold rests on few normal recordings. Record more normals and fit again.']
      : []),
    ...checkRemarks(model),
    ...model.warnings.map(warningSentence),
    ...shown.map(
      ({ fileName, reason }) => `${fileName} was not learned from. ${reason.replace(/\.?$/u, '.')}`
    ),
    ...(more > 0 ? [`${more} more recordings were not learned from.`] : []),
    ...(model.note.trim() === '' ? [] : [`Note: ${model.note.trim()}`])
  ]
}

/** The model in force and what it rests on: normals, lines, what it promises, and its reservations. */
export const modelSection = (
  data: ReportData,
  writer: Writer,
  time: ReturnType<typeof timeFormatter>
): Content => {
  const { model } = data
  if (model === null) {
    return writer.text('No model has been fitted: nothing has been scored, so nothing can be flagged.')
  }
  return [
    factTable(writer, modelFacts(model, data, time)),
    {
      stack: [
        writer.line([
          [falseAlarmSentence(model.falseAlarms), { bold: true }],
          [' This holds in conditions like those recorded. '],
          [newConditionSentence(model.falseAlarms)]
        ]),
        ...remarks(model).map(remark => writer.text(remark, { color: COLOURS.monitor, margin: [0, 2, 0, 0] }))
      ],
      margin: [0, 4, 0, 0]
    }
  ]
}
