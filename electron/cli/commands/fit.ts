import { z } from 'zod'
import { AppError } from '../../contract/errors.ts'
import type { Machine } from '../../contract/machines.ts'
import type { Check, Model, StoreDetectorId } from '../../contract/models.ts'
import { epochsByNetwork } from '../../contract/networks.ts'
import {
  falseAlarmSentence,
  newConditionSentence,
  shareText,
  warningSentence
} from '../../contract/sentences.ts'
import type { CliContext } from '../context.ts'
import { withCore } from '../context.ts'
import type { ExitCode } from '../exit-code.ts'
import { EXIT } from '../exit-code.ts'
import { findMachine } from '../find-machine.ts'
import { provisionalRemark, trainedText } from '../fit-remarks.ts'
import { runJob } from '../run-job.ts'

export interface FitOptions {
  readonly machine: string
  readonly detector: StoreDetectorId
  readonly param: Readonly<Record<string, string>>
  readonly seed: number
  /** Minutes. */
  readonly timeBudget?: number
  readonly use?: boolean
  readonly note?: string
}

const CHECKED = {
  calibration: 'normals above the threshold',
  'synthetic-recall': 'synthetic faults flagged',
  'sibling-recall': 'clips of the other machines flagged'
} as const

const checkLines = ({ holds, siblings, figures }: Check): string[] => [
  `Learned from ${siblings.map(({ name }) => name).join(', ')} as well; before and after:`,
  ...figures.map(
    figure =>
      `  ${CHECKED[figure.name]}: ${shareText(figure.before, figure)}, ${shareText(figure.after, figure)}${figure.holds ? '' : ', worse'}`
  ),
  holds ? 'The check holds.' : 'The check does not hold: the default detector is likely the better one.'
]

const trainedLine = (model: Model): string[] => {
  const { training, params, engine } = model
  if (training === null) return []
  const asked = typeof params['epochs'] === 'number' ? params['epochs'] : null
  return [`Trained: ${trainedText(epochsByNetwork(model), asked, training.budgetS)} (${engine}).`]
}

/** A fitted model in words, the last of them whether it is in use. */
export const fitText = (model: Model): string =>
  [
    `Model ${model.version}: learned from ${model.normals} recordings (${(model.learnedS / 60).toFixed(1)} min of sound).`,
    ...trainedLine(model),
    `Flagged from ${model.threshold.toFixed(2)}, monitor from ${model.monitorLine.toFixed(2)}.`,
    falseAlarmSentence(model.falseAlarms),
    newConditionSentence(model.falseAlarms),
    ...(model.check === null ? [] : checkLines(model.check)),
    model.isCurrent ? 'It is in use now.' : 'It is not in use: compare the two versions in the application.'
  ].join('\n')

/** @throws AppError conflict where a deeper fit cannot know the machines of this kind, with the command that helps */
const needKind = ({ name, kind }: Pick<Machine, 'name' | 'kind'>): void => {
  if (kind.trim() !== '') return
  throw new AppError(
    'conflict',
    `A deeper fit learns from machines of the same kind, and ${name} has none yet. Set it, and that of the others, with: earshot machine set "${name}" --kind "axial fan"`
  )
}

/** `fit --machine M` */
export const fit = (context: CliContext, options: FitOptions): Promise<ExitCode> =>
  withCore(context, async client => {
    const { machine } = await findMachine(client, options.machine)
    if (options.detector === 'deeper') needKind(machine)
    const started = client.call('models.fit', {
      machineId: machine.id,
      detector: options.detector,
      params: options.param,
      seed: options.seed,
      budgetS: options.timeBudget === undefined ? null : 60 * options.timeBudget,
      ...(options.note !== undefined && { note: options.note })
    })
    const { modelId } = z.object({ modelId: z.string() }).parse(await runJob(client, context, started))
    const fitted = await client.call('models.get', { modelId })
    // What a check speaks against is a person's decision, in front of the comparison.
    const isAdopted = options.use === true && !fitted.isCurrent && fitted.check?.holds !== false
    const model = isAdopted ? await client.call('models.setCurrent', { modelId }) : fitted
    for (const { fileName, reason } of model.excluded)
      context.terminal.note(`${fileName}: not learned from. ${reason}`)
    for (const warning of model.warnings) context.terminal.note(warningSentence(warning))
    if (model.isProvisional)
      context.terminal.note(provisionalRemark(model.heldOutScores.length, model.normals))
    context.terminal.print(context.json ? JSON.stringify(model) : fitText(model))
    return EXIT.allDone
  })
