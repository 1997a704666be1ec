import { randomUUID } from 'node:crypto'
import { mkdir, rm } from 'node:fs/promises'
import {
  AppError,
  type FitClip,
  type FitOutcome,
  type Machine,
  type ParsedInput,
  type ScoredClip,
  type TrainingPoint
} from '../../contract/index.ts'
import type { ClipSource, Repositories, StoredModel } from '../../store/index.ts'
import { audit, now, type CoreContext } from '../context.ts'
import { commitFolder } from '../../files/durable.ts'
import { span, type JobContext } from '../jobs/job-context.ts'
import { takeBadges } from '../recordings/badges.ts'
import { applyModel } from './apply.ts'
import { blocksOf, conditionsOf } from './conditions.ts'
import { assertEnough, clipRef, fitSetOf, type FitSet } from './fit-set.ts'
import { checkpointsOf } from './checkpoints.ts'
import { takesOver } from './fit-again.ts'
import { rememberSpeed, soundOfFit } from './fit-time.ts'
import { siblingsOf, type FoundSibling } from './siblings.ts'
import { badgeRefusals, scoreClips, splitAnswers } from './score-clips.ts'

/** Hears of each epoch. */
export type PointListener = (point: TrainingPoint) => void

/** Share of the progress bar that the fit has; the rest is the scoring of the other clips. */
const FIT_SHARE = 0.5
/** The same where a network is trained. */
const TRAINED_FIT_SHARE = 0.9

export type FitOrder = ParsedInput<'models.fit'>

interface Fitted {
  readonly modelId: string
  readonly outcome: FitOutcome
  readonly answers: readonly ScoredClip[]
}

/** A fit clip of the machine, with what blocks are cut by and what a system may learn by. */
const fitClips = (context: CoreContext, { clips }: FitSet): FitClip[] => {
  const blocks = blocksOf(clips)
  return clips.map((source, index) => ({
    ...clipRef(context.folder, source),
    block: blocks[index] ?? null,
    domain: source.domain,
    attributes: source.attributes
  }))
}

/** What a fit learns from, and how. */
interface Lesson {
  readonly machine: Machine
  readonly order: FitOrder
  readonly set: FitSet
  readonly siblings: readonly FoundSibling[]
}

/** Lets compute learn into a folder of its own, which gets its final name when it is complete. */
const learn = async (
  context: CoreContext,
  { machine, order, set, siblings }: Lesson,
  job: JobContext,
  onPoint: PointListener
): Promise<Fitted> => {
  const modelId = randomUUID()
  const modelDir = `${context.folder.model(modelId)}.tmp`
  await mkdir(modelDir, { recursive: true })
  const answers: ScoredClip[] = []
  try {
    const outcome = await context.compute.run(
      'fit',
      {
        detector: order.detector,
        ignoreLevel: machine.ignoreLevel,
        params: order.params,
        seed: order.seed,
        budgetS: order.budgetS,
        clips: fitClips(context, set),
        siblings: siblings.map(found => ({
          sibling: found.sibling,
          clips: fitClips(context, found.set)
        })),
        modelDir,
        cacheDir: context.folder.systems(),
        checkpointDir: checkpointsOf(context.folder, order)
      },
      {
        signal: job.signal,
        onProgress: job.report,
        onItem: item => {
          if (item.kind === 'training') onPoint(item.value)
          else answers.push(item)
        },
        onEngineLost: message => {
          answers.length = 0
          context.log('warn', 'The learning engine was lost in a fit', message)
        }
      }
    )
    job.signal.throwIfAborted()
    await commitFolder(modelDir, context.folder.model(modelId))
    return { modelId, outcome, answers }
  } catch (error) {
    await rm(modelDir, { recursive: true, force: true })
    throw error
  }
}

const excludedOf = (set: FitSet, outcome: FitOutcome): StoredModel['excluded'] => {
  const names = new Map(set.clips.map(({ recordingId, fileName }) => [recordingId, fileName]))
  const byBadge = set.excluded.map(({ recording, badge }) => ({
    recordingId: recording.id,
    fileName: recording.fileName,
    reason: badge.code
  }))
  const byDetector = outcome.excluded.map(({ recordingId, reason }) => ({
    recordingId,
    fileName: names.get(recordingId) ?? '',
    reason
  }))
  return [...byBadge, ...byDetector]
}

const usedClips = (set: FitSet, outcome: FitOutcome): ClipSource[] => {
  const used = new Set(outcome.usedClipIds)
  return set.clips.filter(({ clipId }) => used.has(clipId))
}

/** Rows of a fitted model: all or nothing. */
const commitModel = async (
  context: CoreContext,
  repositories: Repositories,
  machine: Machine & { readonly clipLengthS: number },
  order: FitOrder,
  set: FitSet,
  { modelId, outcome, answers }: Fitted
): Promise<StoredModel> => {
  const used = usedClips(set, outcome)
  const createdAt = now()
  await repositories.models.insert({
    id: modelId,
    machineId: machine.id,
    version: await repositories.machines.takeModelVersion(machine.id),
    detector: order.detector,
    params: outcome.params,
    seed: order.seed,
    dataHash: outcome.dataHash,
    engine: outcome.engine,
    appVersion: context.appVersion,
    channel: machine.channel,
    clipLengthS: machine.clipLengthS,
    normals: new Set(used.map(({ recordingId }) => recordingId)).size,
    learnedS: used.reduce((sum, { lengthS }) => sum + lengthS, 0),
    conditions: conditionsOf(used).map(({ name }) => name),
    isProvisional: outcome.isProvisional,
    fittedThreshold: outcome.threshold,
    threshold: outcome.threshold,
    monitorLine: outcome.monitorLine,
    fittedFalseAlarms: outcome.falseAlarms,
    falseAlarms: outcome.falseAlarms,
    heldOutScores: [...outcome.heldOutScores],
    excluded: excludedOf(set, outcome),
    warnings: [...outcome.warnings],
    training: outcome.training,
    check: outcome.check,
    note: order.note,
    createdAt
  })
  const { scores } = splitAnswers(answers)
  const there = await repositories.clips.existing(scores.map(({ clipId }) => clipId))
  await repositories.scores.save(
    modelId,
    scores.filter(({ clipId }) => there.has(clipId)),
    createdAt
  )
  await takeBadges(
    repositories,
    await repositories.recordings.withBadge(machine.id, 'identical-normal'),
    'identical-normal'
  )
  await badgeRefusals(repositories, outcome.excluded)
  const model = await repositories.models.get(modelId)
  if (!model) throw new Error('The model that was inserted is not there')
  const present = await repositories.machines.get(machine.id)
  // The setting may have changed while the fit ran: then the model is kept, but its clips are no longer current.
  const isSame = present?.channel === machine.channel && present.clipLengthS === machine.clipLengthS
  const inForce = present?.currentModelId ? await repositories.models.get(present.currentModelId) : undefined
  const isCurrent = isSame && takesOver(order, outcome, inForce?.detector ?? null)
  if (isCurrent) await applyModel(repositories, machine.id, model)
  await audit(repositories, 'fit', machine.id, {
    modelId,
    version: model.version,
    detector: model.detector,
    normals: model.normals,
    threshold: model.threshold
  })
  return { ...model, isCurrent }
}

/** Notes how long a fit with the usual parameters took; what went on from a checkpoint says nothing of that. */
const remember = async (
  { store }: CoreContext,
  { order, set, siblings }: Pick<Lesson, 'order' | 'set' | 'siblings'>,
  { engine, training }: StoredModel,
  tookS: number
): Promise<void> => {
  const isUsual = Object.keys(order.params).length === 0
  if (!isUsual || (training !== null && training.points.length < training.epochs)) return
  const seconds = ({ clips }: FitSet): number => clips.reduce((sum, { lengthS }) => sum + lengthS, 0)
  const siblingsS = siblings.reduce((sum, found) => sum + seconds(found.set), 0)
  const soundS = soundOfFit(order.detector, seconds(set), siblingsS)
  await rememberSpeed(store, { detector: order.detector, engine, soundS, tookS, training })
}

/**
 * Fits a new version from a machine's normals and scores every other clip by it. One of the default detector becomes
 * current; another one only where the machine has no model, or one that was fitted the same way and is to be fitted
 * again: else a person compares them first.
 * @throws AppError too-few-normals, conflict, and what the detector refuses for
 */
export const fitMachine = async (
  context: CoreContext,
  order: FitOrder,
  job: JobContext,
  onPoint: PointListener = () => undefined
): Promise<{ modelId: string; isCurrent: boolean; scored: number; flagged: number }> => {
  const { store, bus } = context
  const { machineId } = order
  const machine = await store.machines.get(machineId)
  if (!machine) throw new AppError('not-found', 'There is no such machine', { machineId })
  const set = await fitSetOf(store, machineId)
  assertEnough(set)
  const { clipLengthS } = machine
  if (clipLengthS === null) throw new AppError('conflict', 'The machine has no clip length yet')
  const siblings = order.detector === 'deeper' ? await siblingsOf(store, machine) : []
  const isTrained = order.detector !== 'auto'
  const fitShare = isTrained ? TRAINED_FIT_SHARE : FIT_SHARE
  const startedMs = performance.now()
  const fitted = await learn(context, { machine, order, set, siblings }, span(job, 0, fitShare), onPoint)
  const tookS = (performance.now() - startedMs) / 1000
  const model = await store.transaction(repositories =>
    commitModel(context, repositories, { ...machine, clipLengthS }, order, set, fitted)
  )
  job.keep({ modelId: model.id, isCurrent: model.isCurrent })
  if (isTrained) {
    await rm(checkpointsOf(context.folder, order), { recursive: true, force: true })
  }
  await remember(context, { order, set, siblings }, model, tookS)
  const changed = (): void => {
    bus.emit('models.changed', { machineId })
    bus.emit('recordings.changed', { machineId })
    bus.emit('findings.changed', { machineId })
    bus.emit('machines.changed', { machineId })
  }
  changed()
  const unscored = await store.clips.unscoredIds(machineId, model.id)
  const others = (await store.clips.sources(machineId)).filter(({ clipId }) => unscored.has(clipId))
  const { scored, flagged } = await scoreClips(context, machineId, model, others, span(job, fitShare, 1))
  changed()
  return { modelId: model.id, isCurrent: model.isCurrent, scored, flagged }
}
