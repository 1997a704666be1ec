import { rm } from 'node:fs/promises'
import {
  AppError,
  methods,
  type DetectorOffer,
  type FalseAlarms,
  type FitPreview,
  type Model,
  type Output,
  type ParsedInput
} from '../../contract/index.ts'
import type { StoredModel } from '../../store/index.ts'
import { audit, type CoreContext } from '../context.ts'
import type { JobRunner } from '../jobs/runner.ts'
import { needMachine } from '../machines/need.ts'
import { applyModel } from './apply.ts'
import { fullOrder } from './fit-again.ts'
import { assertEnough, fitSetOf, previewOf } from './fit-set.ts'
import { needModel } from './need.ts'
import { createEngineQuestion } from './learning-engine.ts'
import { offersOf } from './offers.ts'
import { siblingsOf, whyNoDeeperFit } from './siblings.ts'
import type { TrainingLog } from './training-log.ts'

/** Versions of a machine's model: fitting, choosing, moving the threshold, comparing. */
export const createModelService = (context: CoreContext, runner: JobRunner, training: TrainingLog) => {
  const { store, bus, compute, folder } = context
  const learningEngine = createEngineQuestion(context)

  const changed = (machineId: string): void => {
    bus.emit('models.changed', { machineId })
    bus.emit('recordings.changed', { machineId })
    bus.emit('findings.changed', { machineId })
    bus.emit('machines.changed', { machineId })
  }

  const falseAlarmsAt = (model: StoredModel, threshold: number): Promise<FalseAlarms> =>
    threshold === model.fittedThreshold
      ? Promise.resolve(model.fittedFalseAlarms)
      : compute.run('falseAlarmsAt', { modelDir: folder.model(model.id), threshold }, { isInteractive: true })

  /** @throws AppError conflict when the machine's channel or clip length is another now */
  const assertSameSetting = async (model: StoredModel): Promise<void> => {
    const machine = await needMachine(store, model.machineId)
    if (machine.channel === model.channel && machine.clipLengthS === model.clipLengthS) return
    throw new AppError(
      'conflict',
      `Version ${model.version} was fitted on channel ${model.channel} and clips of ${model.clipLengthS} s; ` +
        `the machine is now analysed on channel ${machine.channel} and clips of ${machine.clipLengthS ?? '?'} s. ` +
        'Fit again, or change the machine back.',
      { channel: model.channel, clipLengthS: model.clipLengthS }
    )
  }

  return {
    preview: async (machineId: string): Promise<FitPreview> => {
      const machine = await needMachine(store, machineId)
      return previewOf(await fitSetOf(store, machineId), machine)
    },

    fit: async (asked: ParsedInput<'models.fit'>): Promise<{ jobId: string }> => {
      const machine = await needMachine(store, asked.machineId)
      const order = await fullOrder(store, asked)
      const set = await fitSetOf(store, order.machineId)
      assertEnough(set)
      if (order.detector === 'deeper') {
        const why = whyNoDeeperFit(machine, set, await siblingsOf(store, machine))
        if (why !== null) throw new AppError('conflict', why)
      }
      return { jobId: await runner.start('fit', order.machineId, order) }
    },

    detectors: async (machineId: string): Promise<DetectorOffer[]> => {
      const machine = await needMachine(store, machineId)
      return offersOf(context, machine, await fitSetOf(store, machineId), learningEngine)
    },

    training: async (jobId: string): Promise<Output<'models.training'>> => {
      const job = await store.jobs.get(jobId)
      if (!job) throw new AppError('not-found', 'There is no such job', { jobId })
      const order = methods['models.fit'].input.safeParse(await store.jobs.input(jobId))
      const detector = job.kind === 'fit' && order.success ? order.data.detector : null
      return { detector, points: training.of(jobId) }
    },

    list: async (machineId: string): Promise<Model[]> => {
      await needMachine(store, machineId)
      return store.models.ofMachine(machineId)
    },

    get: (modelId: string): Promise<Model> => needModel(store, modelId),

    setCurrent: async (modelId: string): Promise<Model> => {
      const model = await needModel(store, modelId)
      const { machineId } = model
      await assertSameSetting(model)
      await store.transaction(async repositories => {
        await applyModel(repositories, machineId, model)
        await audit(repositories, 'make-current', machineId, { modelId, version: model.version })
      })
      changed(machineId)
      // Recordings that came in under another version have no score by this one yet.
      const unscored = await store.clips.unscoredIds(machineId, modelId)
      if (unscored.size > 0) await runner.start('score', machineId, { modelId })
      return needModel(store, modelId)
    },

    setNote: async (modelId: string, note: string): Promise<Model> => {
      const { machineId } = await needModel(store, modelId)
      await store.models.setNote(modelId, note)
      bus.emit('models.changed', { machineId })
      return needModel(store, modelId)
    },

    setThreshold: async (modelId: string, threshold: number | null): Promise<Model> => {
      const model = await needModel(store, modelId)
      const value = threshold ?? model.fittedThreshold
      if (!Number.isFinite(value)) throw new AppError('invalid', 'The threshold is not a number')
      const falseAlarms = await falseAlarmsAt(model, value)
      const { machineId } = model
      await store.transaction(async repositories => {
        await repositories.models.setThreshold(modelId, value, falseAlarms)
        const machine = await repositories.machines.get(machineId)
        if (machine?.currentModelId === modelId) {
          await applyModel(repositories, machineId, { id: modelId, threshold: value })
        }
        await audit(repositories, 'move-threshold', machineId, {
          modelId,
          version: model.version,
          from: model.threshold,
          to: value
        })
      })
      changed(machineId)
      return needModel(store, modelId)
    },

    falseAlarmsAt: async (modelId: string, threshold: number): Promise<FalseAlarms> =>
      falseAlarmsAt(await needModel(store, modelId), threshold),

    compare: async (modelId: string, otherModelId: string): Promise<Output<'models.compare'>> => {
      const [model, other] = [await needModel(store, modelId), await needModel(store, otherModelId)]
      if (model.machineId !== other.machineId) {
        throw new AppError('invalid', 'The two versions belong to different machines')
      }
      const pairs = await store.scores.compare(modelId, otherModelId)
      const judged = pairs.map(pair => ({
        ...pair,
        isFlagged: pair.score >= model.threshold,
        otherIsFlagged: pair.otherScore >= other.threshold
      }))
      const missing = await store.clips.unscoredIds(model.machineId, otherModelId)
      const clips = await store.clips.sources(model.machineId)
      const without = clips.filter(({ clipId }) => missing.has(clipId))
      return {
        scoredByBoth: pairs.length,
        recordings: new Set(clips.map(({ recordingId }) => recordingId)).size,
        unscored: new Set(without.map(({ recordingId }) => recordingId)).size,
        changes: judged.filter(({ isFlagged, otherIsFlagged }) => isFlagged !== otherIsFlagged)
      }
    },

    score: async (input: ParsedInput<'models.score'>): Promise<{ jobId: string }> => {
      const model = await needModel(store, input.modelId)
      await assertSameSetting(model)
      return { jobId: await runner.start('score', model.machineId, input) }
    },

    remove: async (modelId: string): Promise<void> => {
      const model = await needModel(store, modelId)
      if (model.isCurrent) {
        throw new AppError(
          'conflict',
          'The current version cannot be removed; make another one current first'
        )
      }
      await store.transaction(async repositories => {
        await repositories.models.remove(modelId)
        await audit(repositories, 'remove-model', model.machineId, { modelId, version: model.version })
      })
      await rm(folder.model(modelId), { recursive: true, force: true })
      bus.emit('models.changed', { machineId: model.machineId })
    }
  }
}
