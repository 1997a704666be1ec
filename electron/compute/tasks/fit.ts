import { createHash } from 'node:crypto'
import { access } from 'node:fs/promises'
import { setImmediate } from 'node:timers/promises'
import type { ClipScore, FitInput, FitOutcome, ScoredClip } from '../../contract/compute.ts'
import { AppError } from '../../contract/errors.ts'
import { encodeFeatures } from '../../ml/detectors/auto/feature-codec.ts'
import type { FittedAuto } from '../../ml/detectors/auto/fitted.ts'
import { AUTO_PARAMETERS, RECIPE } from '../../ml/detectors/auto/parameters.ts'
import type { Refusal } from '../../ml/detectors/auto/vet.ts'
import { parametersOf, readParameters } from '../../ml/detectors/parameters.ts'
import { detectors } from '../../ml/detectors/registry.ts'
import { falseAlarmsOf, isProvisionalPart, pValueOf } from '../../ml/detectors/system-part.ts'
import { fitDeeper } from '../detector/fit-deeper.ts'
import { fitSystem } from '../detector/fit-system.ts'
import type { SystemFit, SystemFitJob } from '../detector/fit-system.ts'
import { gather } from '../detector/gather.ts'
import type { ClipWithFeatures, Gathered } from '../detector/gather.ts'
import { judge } from '../detector/judge.ts'
import { saveModel, saveSystem } from '../detector/model-files.ts'
import { refusalOf } from '../detector/refusals.ts'
import type { TaskRunner } from '../serve.ts'

/** `auto` needs no library: it runs on Node itself. */
const ENGINE = 'javascript'
/** Shares of the progress that gathering the features and the default detector have, where a system follows. */
const FEATURES_SHARE = 0.5
const AUTO_SHARE = 0.1
/** So many files are named in an error's message; its details have all of them. */
const MOST_NAMED = 10

/** What a machine that ignores loudness must be told of every detector but the default one. */
const LEVEL_COUNTS = 'This detector has no way to ignore overall loudness: here it counts as evidence.'

/** SHA-256 over the encoded features, in order. */
const hashOf = (clips: readonly ClipWithFeatures[]): string => {
  const hash = createHash('sha256')
  for (const { features } of clips) hash.update(encodeFeatures(features))
  return hash.digest('hex')
}

/** A refusal of the detector names clips by id; a person needs the files. */
const withFileNames = (error: unknown, { clips, unreadable }: Gathered): unknown => {
  if (!(error instanceof AppError) || !Array.isArray(error.details.excluded)) return error
  const byId = new Map(clips.map(({ clip }) => [clip.clipId, clip]))
  const nameOf = (clipId: string): string => byId.get(clipId)?.fileName ?? clipId
  const refused = (error.details.excluded as readonly ({ readonly id: string } & Refusal)[]).map(
    ({ id, ...refusal }) => ({
      fileName: nameOf(id),
      ...refusalOf(byId.get(id) ?? { clipId: id, recordingId: '' }, refusal, nameOf)
    })
  )
  const all = [
    ...refused.map(({ fileName, reason }) => `${fileName}: ${reason}`),
    ...unreadable.map(({ reason }) => reason)
  ]
  const lines = [...new Set(all)]
  const rest = lines.length > MOST_NAMED ? [`and ${lines.length - MOST_NAMED} more`] : []
  const message = [error.message, ...lines.slice(0, MOST_NAMED), ...rest].join('\n')
  return new AppError(
    error.code,
    message,
    { ...error.details, excluded: [...refused, ...unreadable] },
    { cause: error }
  )
}

const autoOutcome = (fitted: FittedAuto, gathered: Gathered): FitOutcome => {
  const { model } = fitted
  const byId = new Map(gathered.clips.map(entry => [entry.clip.clipId, entry]))
  const nameOf = (clipId: string): string => byId.get(clipId)?.clip.fileName ?? clipId
  const used = model.clips.flatMap(({ id }) => byId.get(id) ?? [])
  return {
    params: { ignoreLevel: model.params.ignoreLevel, recipe: RECIPE },
    engine: ENGINE,
    dataHash: hashOf(used),
    threshold: model.calibration.threshold,
    monitorLine: model.calibration.monitorLine,
    isProvisional: model.isProvisional,
    falseAlarms: fitted.expectedFalseAlarms(),
    heldOutScores: Array.from(model.calibration.blocked),
    usedClipIds: used.map(({ clip }) => clip.clipId),
    excluded: [
      ...gathered.unreadable,
      ...model.excluded.flatMap(({ id, refusal }) => {
        const entry = byId.get(id)
        return entry === undefined ? [] : [refusalOf(entry.clip, refusal, nameOf)]
      })
    ],
    warnings: model.warnings.map(({ code, params: { id, ...params } }) => ({
      code,
      params: id === undefined ? params : { ...params, clipId: id, fileName: nameOf(String(id)) }
    })),
    bandHz: model.traits.bandwidthHz,
    training: null,
    check: null
  }
}

/** What a system changes of that: the score and all that follows from it. */
const systemOutcome = (outcome: FitOutcome, fitted: SystemFit, ignoreLevel: boolean): FitOutcome => ({
  ...outcome,
  params: { ...fitted.params, auto: outcome.params },
  engine: fitted.engine,
  threshold: fitted.part.threshold,
  monitorLine: fitted.part.monitorLine,
  isProvisional: outcome.isProvisional || isProvisionalPart(fitted.part),
  falseAlarms: falseAlarmsOf(fitted.part),
  heldOutScores: fitted.part.heldOut.map(({ score }) => score),
  warnings: [
    ...outcome.warnings,
    ...(fitted.part.heldOut.length < outcome.usedClipIds.length
      ? [
          {
            code: 'partly-held-out',
            params: { have: fitted.part.heldOut.length, of: outcome.usedClipIds.length }
          }
        ]
      : []),
    ...[...(ignoreLevel ? [LEVEL_COUNTS] : []), ...fitted.notes].map(text => ({
      code: 'note',
      params: { text }
    }))
  ],
  training: fitted.training,
  check: fitted.check
})

/** The default detector judges every clip; another one gives the score. */
const fitAuto = async (
  input: FitInput,
  gathered: Gathered,
  signal: AbortSignal,
  report: (fraction: number, message: string) => void
): Promise<FittedAuto> => {
  const set = {
    clips: gathered.clips.map(({ clip, features }, order) => ({
      id: clip.clipId,
      group: clip.recordingId,
      order,
      ...(clip.block === null ? {} : { block: clip.block }),
      features
    }))
  }
  const params = parametersOf('auto', () =>
    readParameters(AUTO_PARAMETERS, {
      ignoreLevel: input.ignoreLevel,
      ...(input.detector === 'auto' && input.params)
    })
  )
  return detectors.auto.fit(set, params, { signal, seed: input.seed, report }).catch((error: unknown) => {
    throw withFileNames(error, gathered)
  })
}

/** Fits a detector to normal clips, stores the model and answers the held-out scores of its clips. */
export const fit: TaskRunner<'fit'> = async (input, { signal, report, emit }) => {
  const { detector } = input
  const autoShare = detector === 'auto' ? 1 : AUTO_SHARE
  const gathered = await gather(input.clips, signal, (fraction, message) =>
    report(autoShare * FEATURES_SHARE * fraction, message)
  )
  const fitted = await fitAuto(input, gathered, signal, (fraction, message) =>
    report(autoShare * (FEATURES_SHARE + (1 - FEATURES_SHARE) * fraction), message)
  )
  const outcome = autoOutcome(fitted, gathered)
  const used = new Map(gathered.clips.map(entry => [entry.clip.clipId, entry]))
  const clips = outcome.usedClipIds.flatMap(id => used.get(id) ?? [])
  const job: SystemFitJob = {
    ...{ input, clips, auto: fitted, signal },
    report: (fraction, message) => report(autoShare + (1 - autoShare) * fraction, message),
    onPoint: value => emit({ kind: 'training', value })
  }
  const system =
    detector === 'auto' ? null : await (detector === 'deeper' ? fitDeeper(job) : fitSystem(job, detector))
  // One turn of the loop after the computing, so that a cancel is heard before anything is written.
  await setImmediate()
  signal.throwIfAborted()
  // Not made here: where the host has died meanwhile, the next one has swept the folder, and it must stay away.
  await access(input.modelDir)
  await saveModel(input.modelDir, fitted)
  if (system !== null) await saveSystem(input.modelDir, system.id, system.part, system.networks)
  for (const { clip, features } of clips) {
    const judged = judge(fitted, clip, features)
    emit(system === null || judged.kind === 'refused' ? judged : withScore(judged.value, system))
  }
  return system === null ? outcome : systemOutcome(outcome, system, input.ignoreLevel)
}

const withScore = (value: ClipScore, { part, scores }: SystemFit): ScoredClip => {
  const score = scores.get(value.clipId) ?? Number.NaN
  return { kind: 'score', value: { ...value, score, pValue: pValueOf(part, score, value.clipId) } }
}
