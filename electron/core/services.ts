import type { Core } from './core.ts'
import type { CoreContext } from './context.ts'
import { createExchangeService } from './exchange/service.ts'
import { createFindingService } from './findings/service.ts'
import { createImportService } from './imports/service.ts'
import { jobBodies } from './jobs/bodies.ts'
import { createJobRunner } from './jobs/runner.ts'
import { createJobService } from './jobs/service.ts'
import { needMachine } from './machines/need.ts'
import { createNoticeService } from './machines/notice.ts'
import { createSample } from './machines/sample.ts'
import { createMachineService } from './machines/service.ts'
import { createMedia } from './media/resolve.ts'
import { createModelService } from './models/service.ts'
import { createTrainingLog } from './models/training-log.ts'
import { createRecordingService } from './recordings/service.ts'
import { guideOf } from './recorder/guide.ts'
import { createLiveScoring } from './recorder/live.ts'
import { createReceiver } from './recorder/receive.ts'
import { createTakeService } from './recorder/takes.ts'
import { createReportService } from './reports/service.ts'
import { createResultService } from './results/service.ts'
import { createSettingsService } from './system/settings.ts'

/** All services of the core, wired. */
export const createServices = (context: CoreContext) => {
  const results = createResultService(context)
  const training = createTrainingLog(context.bus)
  const runner = createJobRunner(context, () => jobBodies(context, results, training))
  const settings = createSettingsService(context.store, context.bus)
  const recordings = createRecordingService(context)
  const takes = createTakeService(context, runner)
  const media: Core['media'] = createMedia(context)
  return {
    runner,
    jobs: createJobService(context.store, runner),
    settings,
    machines: createMachineService(context, runner, takes),
    exchange: createExchangeService(context, runner),
    notice: createNoticeService(context, runner, recordings),
    sample: () => createSample(context, runner),
    recordings,
    takes,
    receiveBytes: createReceiver(takes, createLiveScoring(context)),
    guide: async (machineId: string) => guideOf(context.store, await needMachine(context.store, machineId)),
    imports: createImportService(context, runner),
    models: createModelService(context, runner, training),
    results,
    findings: createFindingService(context, settings.signature),
    reports: createReportService(context, runner),
    media
  }
}

export type Services = ReturnType<typeof createServices>
