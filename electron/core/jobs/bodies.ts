import { z } from 'zod'
import { idSchema, methods } from '../../contract/index.ts'
import type { CoreContext } from '../context.ts'
import { runExport } from '../exchange/export.ts'
import { runMachineImport } from '../exchange/import.ts'
import { runImport } from '../imports/service.ts'
import { runSample } from '../machines/sample.ts'
import { fitMachine } from '../models/fit.ts'
import { needModel } from '../models/need.ts'
import { scoreClips } from '../models/score-clips.ts'
import type { TrainingLog } from '../models/training-log.ts'
import { reanalyse } from '../recordings/reanalyse.ts'
import { runReport } from '../reports/service.ts'
import type { createResultService } from '../results/service.ts'
import type { JobBodies } from './job-context.ts'

const scoreInput = z.object({ modelId: idSchema, recordingIds: z.array(idSchema).optional() })

/** What runs for each kind of job. */
export const jobBodies = (
  context: CoreContext,
  results: Pick<ReturnType<typeof createResultService>, 'trend'>,
  training: TrainingLog
): JobBodies => ({
  import: (input, job) => runImport(context, input, job),
  fit: async (input, job) => {
    const order = methods['models.fit'].input.parse(input)
    try {
      return await fitMachine(context, order, job, point => training.add(job.jobId, order.machineId, point))
    } finally {
      training.end(job.jobId)
    }
  },
  score: async (input, job) => {
    const { modelId, recordingIds } = scoreInput.parse(input)
    const model = await needModel(context.store, modelId)
    const clips = await context.store.clips.sources(model.machineId, recordingIds)
    const heldOut = await context.store.scores.heldOutClipIds(modelId)
    // Clips of the fit keep their held-out scores: the model knows them by heart.
    const others = clips.filter(({ clipId }) => !heldOut.has(clipId))
    const { scored, flagged } = await scoreClips(context, model.machineId, model, others, job)
    context.bus.emit('machines.changed', { machineId: model.machineId })
    return { scored, flagged }
  },
  report: (input, job) => runReport(context, results, input, job),
  sample: (input, job) => runSample(context, input, job),
  reanalyse: (input, job) => reanalyse(context, input, job),
  'export-machine': (input, job) => runExport(context, input, job),
  'import-machine': (input, job) => runMachineImport(context, input, job)
})
