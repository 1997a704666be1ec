import type { FitInput } from '../../contract/compute.ts'
import { AppError } from '../../contract/errors.ts'
import type { Check, DetectorId, Training, TrainingPoint } from '../../contract/models.ts'
import type { FittedAuto } from '../../ml/detectors/auto/fitted.ts'
import type { SavedModel } from '../../ml/detectors/detector.ts'
import type { FittedSystem, SystemClip, SystemContext, TrainingProgress } from '../../ml/detectors/system.ts'
import { systemPartOf } from '../../ml/detectors/system-part.ts'
import type { SystemPart } from '../../ml/detectors/system-part.ts'
import { SYSTEMS } from '../../ml/detectors/systems.ts'
import { engineInUse } from '../../ml/engine/in-use.ts'
import type { ClipWithFeatures } from './gather.ts'
import { clipToLearn, OWN_MACHINE } from './store-clips.ts'
import { createTimeLeft } from './time-left.ts'
import { openCurve } from './training-curve.ts'
import type { TrainingCurve } from './training-curve.ts'

/** What a fit by a system works with. */
export interface SystemFitJob {
  readonly input: FitInput
  /** The clips that `auto` learned from, in the order of its model. */
  readonly clips: readonly ClipWithFeatures[]
  readonly auto: FittedAuto
  readonly signal: AbortSignal
  /** Fraction 0 to 1 of this part. */
  readonly report: (fraction: number, message: string) => void
  readonly onPoint: (point: TrainingPoint) => void
}

/** What a system learned, ready to be saved and to be answered. */
export interface SystemFit {
  /** By which system of the registry the networks are loaded. */
  readonly id: DetectorId
  readonly part: SystemPart
  readonly networks: readonly SavedModel[]
  /** Complete parameters. */
  readonly params: Record<string, unknown>
  readonly engine: string
  readonly training: Training | null
  readonly check: Check | null
  /** The score of every clip learned from, held out where there is such a score. */
  readonly scores: ReadonlyMap<string, number>
  readonly notes: readonly string[]
}

/** How often what is left of a training is told between its epochs. */
const TOLD_AGAIN_MS = 1000
/** Share of the progress that the training has; scoring the clips learned from has the rest. */
const TRAINING_SHARE = 0.95

/** A sentence of a system names clips by id; a person needs their files. */
export const namingFiles = async <T>(
  nameOf: ReadonlyMap<string, string>,
  work: () => Promise<T>
): Promise<T> => {
  try {
    return await work()
  } catch (error) {
    if (!(error instanceof AppError) || typeof error.details.clipId !== 'string') throw error
    const { clipId } = error.details
    const fileName = nameOf.get(clipId) ?? clipId
    const details = { ...error.details, fileName }
    throw new AppError(error.code, error.message.replaceAll(clipId, fileName), details, { cause: error })
  }
}

/** How the training of each network went, where there was one; with its epochs. */
export const trainingOf = (
  curve: TrainingCurve,
  networks: readonly number[],
  startedMs: number,
  { budgetS }: Pick<FitInput, 'budgetS'>
): Training | null => {
  const epochs = networks.reduce((sum, each) => sum + each, 0)
  if (epochs === 0) return null
  const trainedS = (performance.now() - startedMs) / 1000
  return {
    points: curve.points(),
    epochs,
    trainedS,
    budgetS,
    ...(networks.length > 1 && { networks: [...networks] })
  }
}

/** Context of a system's work in the store. */
export const contextOf = (
  { input, signal }: SystemFitJob,
  warn: (message: string) => void,
  report: (fraction: number, message: string) => void
): SystemContext => ({
  seed: input.seed,
  signal,
  report,
  cacheDir: input.cacheDir,
  checkpointDir: input.checkpointDir,
  warn,
  ...(input.budgetS !== null && { budgetS: input.budgetS })
})

const recordingsOf = (clips: readonly SystemClip[], ids: ReadonlySet<string>): number =>
  new Set(clips.flatMap(({ id, recording }) => (ids.has(id) ? [recording] : []))).size

/** Held-out scores where there are some; the others are those of the model itself, which knows the clips. */
const scoresOf = async (
  fitted: FittedSystem,
  part: SystemPart,
  clips: readonly SystemClip[],
  context: SystemContext
): Promise<Map<string, number>> => {
  const scores = new Map(part.heldOut.map(({ clipId, score }) => [clipId, score]))
  const known = clips.filter(({ id }) => !scores.has(id))
  const found = known.length === 0 ? [] : await fitted.score(known, context)
  for (const [index, { id }] of known.entries()) scores.set(id, found[index] ?? Number.NaN)
  return scores
}

/**
 * Trains a system of the registry on the clips that `auto` learned from.
 * @throws AppError invalid (a parameter), engine-missing, too-few-normals, degenerate-normals, cancelled, conflict
 */
export const fitSystem = async (job: SystemFitJob, id: DetectorId): Promise<SystemFit> => {
  const { input, signal, report, onPoint } = job
  const entry = SYSTEMS[id]
  const system = await entry.load()
  const params = system.parameters(input.params)
  const clips = job.clips.map(({ clip }) => clipToLearn(clip, signal))
  const nameOf = new Map(job.clips.map(({ clip }) => [clip.clipId, clip.fileName]))
  const notes: string[] = []
  const curve = await openCurve(input.checkpointDir, onPoint)
  const startedMs = performance.now()
  // Networks for the held-out scores follow the one whose epochs are told: what is left counts them all.
  const left = createTimeLeft(input.budgetS ?? Infinity)
  let epoch: TrainingProgress | undefined
  let toldMs = 0
  const tell = (progress: TrainingProgress): void => {
    toldMs = performance.now()
    epoch = progress
    curve.add({ ...progress, remainingS: left.seconds() })
  }
  const context = contextOf(
    job,
    message => notes.push(message),
    (fraction, message) => {
      left.at(fraction, message)
      report(TRAINING_SHARE * fraction, message)
      if (epoch !== undefined && performance.now() - toldMs > TOLD_AGAIN_MS) tell(epoch)
    }
  )
  return namingFiles(nameOf, async () => {
    const fitted = await system.fit(clips, params, { ...context, onEpoch: tell }).finally(curve.settled)
    try {
      const training = trainingOf(curve, [fitted.epochs], startedMs, input)
      const heldOut = fitted.heldOut(OWN_MACHINE)
      const heldOutIds = new Set(heldOut.map(({ clipId }) => clipId))
      const part = systemPartOf(heldOut, recordingsOf(clips, heldOutIds), {
        ownThreshold: fitted.ownThreshold?.(OWN_MACHINE) ?? null
      })
      if (part.heldOut.length === 0) {
        throw new AppError(
          'degenerate-normals',
          'The system gives none of the normals a score that is a number'
        )
      }
      const scores = await scoresOf(fitted, part, clips, {
        ...context,
        report: (fraction, message) => report(TRAINING_SHARE + (1 - TRAINING_SHARE) * fraction, message)
      })
      const engine = engineInUse() ?? 'javascript'
      const networks = [await fitted.save()]
      return { id, part, networks, params, engine, training, check: null, scores, notes }
    } finally {
      fitted.dispose()
    }
  })
}
