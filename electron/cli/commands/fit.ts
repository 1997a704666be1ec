import { z } from 'zod'
import type { Check, Model, StoreDetectorId } from '../../contract/models.ts'
import { epochsByNetwork, epochsText } from '../../contract/networks.ts'
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
  holds ? 'The check holds.' : 'The check does not hold: the model in use is likely the better one.'
]

const describe = (model: Model): string =>
  [
    `Model ${model.version}: learned from ${model.normals} recordings (${(model.learnedS / 60).toFixed(1)} min).`,
    ...(model.training === null ? [] : [`Trained: ${epochsText(epochsByNetwork(model))} (${model.engine}).`]),
    `Flagged from ${model.threshold.toFixed(2)}, monitor from ${model.monitorLine.toFixed(2)}.`,
    falseAlarmSentence(model.falseAlarms),
    newConditionSentence(model.falseAlarms),
    ...(model.check === null ? [] : checkLines(model.check)),
    ...(model.isCurrent ? [] : ['It is not in use: compare the two versions in the application.'])
  ].join('\n')

/** `fit --machine M` */
export const fit = (context: CliContext, options: FitOptions): Promise<ExitCode> =>
  withCore(context, async client => {
    const { machine } = await findMachine(client, options.machine)
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
      context.terminal.note('Provisional: more normal recordings make the threshold firm.')
    context.terminal.print(context.json ? JSON.stringify(model) : describe(model))
    return EXIT.allDone
  })
