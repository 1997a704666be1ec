import { randomUUID } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { AppError, type ImportPlan, type ImportSource, type ParsedInput } from '../../contract/index.ts'
import type { CoreContext } from '../context.ts'
import { span, type JobContext } from '../jobs/job-context.ts'
import type { JobRunner } from '../jobs/runner.ts'
import { needMachine } from '../machines/need.ts'
import { scoreClips } from '../models/score-clips.ts'
import { importFiles } from './import-files.ts'
import { importJobSchema, type ImportFile, type ImportJob } from './job-input.ts'
import { makePlan } from './plan.ts'

/** Plans wait in memory between "look" and "import"; older ones are dropped. */
const MAX_PLANS = 20
/** Length of clips where nothing proposes one, in seconds. */
const USUAL_CLIP_S = 10
/** Share of the progress bar that the import has where scoring follows. */
const IMPORT_SHARE = 0.7

interface WaitingPlan {
  readonly machineId: string
  readonly uploadId: string | null
  readonly proposedClipLengthS: number | null
  readonly files: readonly ImportFile[]
}

/** Runs an import: files come in, and a current model scores what came. */
export const runImport = async (
  context: CoreContext,
  rawInput: unknown,
  job: JobContext
): Promise<Record<string, unknown>> => {
  const { machineId, uploadId, files, clipLengthS: asked } = importJobSchema.parse(rawInput)
  const { store, folder } = context
  const machine = await needMachine(store, machineId)
  const clipLengthS = machine.clipLengthS ?? asked ?? USUAL_CLIP_S
  if (machine.clipLengthS === null) await store.machines.update(machineId, { clipLengthS })
  const model = machine.currentModelId === null ? undefined : await store.models.get(machine.currentModelId)
  const importing = model ? span(job, 0, IMPORT_SHARE) : job
  const { recordingIds, result } = await importFiles(context, { ...machine, clipLengthS }, files, importing)
  if (machine.clipLengthS === null && (await store.recordings.count(machineId)) === 0) {
    // Nothing came in: the next import proposes anew.
    await store.machines.update(machineId, { clipLengthS: null })
  }
  if (uploadId !== null) await rm(folder.upload(uploadId), { recursive: true, force: true })
  if (!model || recordingIds.length === 0) return result
  const clips = await store.clips.sources(machineId, recordingIds)
  const { scored, flagged } = await scoreClips(context, machineId, model, clips, span(job, IMPORT_SHARE, 1))
  context.bus.emit('machines.changed', { machineId })
  return { ...result, scored, flagged }
}

/** Looking at what would come in, and starting the job that brings it in. */
export const createImportService = (context: CoreContext, runner: JobRunner) => {
  const { store, bus } = context
  const plans = new Map<string, WaitingPlan>()

  const remember = (plan: WaitingPlan): string => {
    const planId = randomUUID()
    plans.set(planId, plan)
    const [oldest] = plans.keys()
    if (plans.size > MAX_PLANS && oldest !== undefined) plans.delete(oldest)
    return planId
  }

  /** Channel and clip length are the machine's; an import sets them only before the first recording. */
  const settle = async (
    machineId: string,
    channel: number | undefined,
    clipLengthS: number | undefined
  ): Promise<void> => {
    const machine = await needMachine(store, machineId)
    const isFirst = (await store.recordings.count(machineId)) === 0
    const wantsChannel = channel ?? machine.channel
    const wantsLength = clipLengthS ?? machine.clipLengthS
    if (wantsChannel === machine.channel && wantsLength === machine.clipLengthS) return
    if (!isFirst && machine.clipLengthS !== null) {
      throw new AppError(
        'conflict',
        `The machine is analysed on channel ${machine.channel} in clips of ${machine.clipLengthS} s; ` +
          'change that in its settings, for all of its recordings',
        { channel: machine.channel, clipLengthS: machine.clipLengthS }
      )
    }
    await store.machines.update(machineId, { channel: wantsChannel, clipLengthS: wantsLength })
    bus.emit('machines.changed', { machineId })
  }

  return {
    plan: async (machineId: string, source: ImportSource): Promise<ImportPlan> => {
      const machine = await needMachine(store, machineId)
      const { plan, files } = await makePlan(context, machine, source)
      const planId = remember({
        machineId,
        uploadId: 'uploadId' in source ? source.uploadId : null,
        proposedClipLengthS: plan.proposedClipLengthS,
        files
      })
      return { planId, ...plan }
    },

    start: async (input: ParsedInput<'imports.start'>): Promise<{ jobId: string }> => {
      const plan = plans.get(input.planId)
      if (!plan) throw new AppError('not-found', 'This import was put aside; choose the files again')
      if (plan.files.length === 0) throw new AppError('invalid', 'There is no audio file to import')
      const { machineId } = plan
      const machine = await needMachine(store, machineId)
      await settle(machineId, input.channel, input.clipLengthS)
      const clipLengthS =
        input.clipLengthS ?? (machine.clipLengthS === null ? plan.proposedClipLengthS : null)
      const order: ImportJob = {
        machineId,
        uploadId: plan.uploadId,
        clipLengthS,
        files: plan.files.map(file => ({
          ...file,
          label: input.label ?? file.label,
          attributes: { ...file.attributes, ...input.attributes }
        }))
      }
      plans.delete(input.planId)
      return { jobId: await runner.start('import', machineId, order) }
    }
  }
}
