import { z } from 'zod'
import type { Model, StoreDetectorId } from '../../contract/models.ts'
import { falseAlarmSentence, newConditionSentence, warningSentence } from '../../contract/sentences.ts'
import type { CliContext } from '../context.ts'
import { withCore } from '../context.ts'
import type { ExitCode } from '../exit-code.ts'
import { EXIT } from '../exit-code.ts'
import { findMachine } from '../find-machine.ts'
import { runJob } from '../run-job.ts'

export interface FitOptions {
  readonly machine: string
  readonly detector: StoreDetectorId
  readonly note?: string
}

const describe = (model: Model): string =>
  [
    `Model ${model.version}: learned from ${model.normals} recordings (${(model.learnedS / 60).toFixed(1)} min).`,
    `Flagged from ${model.threshold.toFixed(2)}, monitor from ${model.monitorLine.toFixed(2)}.`,
    falseAlarmSentence(model.falseAlarms),
    newConditionSentence(model.falseAlarms)
  ].join('\n')

/** `fit --machine M` */
export const fit = (context: CliContext, options: FitOptions): Promise<ExitCode> =>
  withCore(context, async client => {
    const { machine } = await findMachine(client, options.machine)
    const started = client.call('models.fit', {
      machineId: machine.id,
      detector: options.detector,
      ...(options.note !== undefined && { note: options.note })
    })
    const { modelId } = z.object({ modelId: z.string() }).parse(await runJob(client, context, started))
    const model = await client.call('models.get', { modelId })
    for (const { fileName, reason } of model.excluded)
      context.terminal.note(`${fileName}: not learned from. ${reason}`)
    for (const warning of model.warnings) context.terminal.note(warningSentence(warning))
    if (model.isProvisional)
      context.terminal.note('Provisional: more normal recordings make the threshold firm.')
    context.terminal.print(context.json ? JSON.stringify(model) : describe(model))
    return EXIT.allDone
  })
