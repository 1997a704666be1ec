import { probeAudio } from '../../audio/open-audio.ts'
import { proposedClipLength } from '../../contract/clip-length.ts'
import type { DetectFile, DetectInput, DetectItem } from '../../contract/compute.ts'
import { AppError } from '../../contract/errors.ts'
import type { ErrorBody } from '../../contract/errors.ts'
import { FitRefused } from '../../ml/detectors/auto/fit.ts'
import type { TrainingClip } from '../../ml/detectors/auto/fit.ts'
import type { FittedAuto } from '../../ml/detectors/auto/fitted.ts'
import type { Refusal } from '../../ml/detectors/auto/vet.ts'
import { detectors } from '../../ml/detectors/registry.ts'
import { refusalOf } from '../detector/refusals.ts'
import type { DetectedFile } from '../files/detect-file.ts'
import { mapFiles } from '../pool/map-files.ts'
import type { Outcome } from '../pool/messages.ts'
import type { TaskRunner } from '../serve.ts'

const byPath = (files: readonly DetectFile[]): DetectFile[] =>
  [...files].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0))

const failureReason = ({ details, message }: Pick<ErrorBody, 'details' | 'message'>): string =>
  typeof details?.reason === 'string' ? details.reason : message

/** The clip length asked for, or the one that the normals propose. */
const clipLengthFor = async (
  { clipLengthS, normals }: DetectInput,
  signal: AbortSignal,
  emit: (item: DetectItem) => void
): Promise<number> => {
  if (clipLengthS !== null) return clipLengthS
  const durationsS: number[] = []
  const failed: DetectItem[] = []
  for (const { file, path } of normals) {
    signal.throwIfAborted()
    try {
      durationsS.push((await probeAudio(path)).durationS)
    } catch (error) {
      // Named when it is read for its sound, or below where it does not come to that.
      if (!(error instanceof AppError)) throw error
      failed.push({ kind: 'failed', file, reason: failureReason(error), isNormal: true })
    }
  }
  const proposed = proposedClipLength(durationsS)
  if (proposed !== null) return proposed
  failed.forEach(emit)
  throw new AppError('too-few-normals', 'None of the normal recordings can be read')
}

const reasonOf = (refusal: Refusal): string =>
  refusalOf({ clipId: '', recordingId: '' }, refusal, clipId => clipId).reason

/** What becomes of a file without a clip; null where it has some. */
const withoutClips = (
  { file }: DetectFile,
  outcome: Outcome<DetectedFile>,
  clipLengthS: number,
  isNormal: boolean
): DetectItem | null => {
  if (!outcome.isDone) {
    return { kind: 'failed', file, reason: failureReason(outcome.error), isNormal }
  }
  if (outcome.value.clips.length > 0) return null
  const reason = `it is ${Number(outcome.value.durationS.toFixed(2))} s long, shorter than a clip of ${clipLengthS} s`
  return { kind: 'refused', file, reason, isNormal }
}

/** The highest of a file's clips; a refusal where no clip can be judged. */
const scoreFile = (fitted: FittedAuto, { file }: DetectFile, { clips }: DetectedFile): DetectItem => {
  let refusal: Refusal | undefined
  let highest: Extract<DetectItem, { kind: 'score' }> | undefined
  for (const features of clips) {
    const own = fitted.vet(features)
    if (own !== undefined) {
      refusal ??= own
      continue
    }
    const { score, pValue, isFlagged } = fitted.score(features)
    if (highest === undefined || score > highest.score) {
      highest = { kind: 'score', file, score, pValue, isFlagged }
    }
  }
  if (highest !== undefined) return highest
  const reason = refusal === undefined ? 'it has no clip' : reasonOf(refusal)
  return { kind: 'refused', file, reason, isNormal: false }
}

const trainingClips = (
  normals: readonly DetectFile[],
  read: readonly Outcome<DetectedFile>[]
): TrainingClip[] =>
  normals.flatMap(({ file }, order) => {
    const outcome = read[order]
    if (outcome === undefined || !outcome.isDone) return []
    return outcome.value.clips.map((features, index) => ({
      id: outcome.value.clips.length === 1 ? file : `${file}, clip ${index + 1}`,
      group: file,
      order,
      features
    }))
  })

/** Refusals by the detector, once per file; a file of which other clips were learned from is not named. */
const refusedNormals = (
  excluded: FittedAuto['model']['excluded'],
  learnedFrom: FittedAuto['model']['clips'],
  clips: readonly TrainingClip[]
): DetectItem[] => {
  const fileOf = new Map(clips.map(({ id, group }) => [id, group]))
  const named = new Set<string | undefined>(learnedFrom.map(({ group }) => group))
  return excluded.flatMap(({ id, refusal }) => {
    const file = fileOf.get(id)
    if (file === undefined || named.has(file)) return []
    named.add(file)
    return [{ kind: 'refused', file, reason: reasonOf(refusal), isNormal: true } as const]
  })
}

/** Learns from one set of files and scores another, in order of path; leaves nothing on the disk. */
export const detect: TaskRunner<'detect'> = async (input, { signal, report, emit }) => {
  const normals = byPath(input.normals)
  const tests = byPath(input.tests)
  const clipLengthS = await clipLengthFor(input, signal, emit)
  const read: Outcome<DetectedFile>[] = []
  const waiting: (() => void)[] = []
  let fitted: FittedAuto | undefined
  let fitting: Promise<void> | undefined
  let failure: { readonly error: unknown } | undefined

  // Starts as soon as the last normal is read, while threads read the other files.
  const fit = async (): Promise<void> => {
    const clips = trainingClips(normals, read)
    const context = { signal, seed: input.seed }
    try {
      fitted = await detectors[input.detector].fit({ clips }, { ignoreLevel: input.ignoreLevel }, context)
    } catch (error) {
      if (error instanceof FitRefused) refusedNormals(error.excluded, [], clips).forEach(emit)
      failure = { error }
      return
    }
    refusedNormals(fitted.model.excluded, fitted.model.clips, clips).forEach(emit)
    for (const score of waiting.splice(0)) score()
  }

  const scoreTest = (file: DetectFile, outcome: Outcome<DetectedFile>): void => {
    const withoutScore = withoutClips(file, outcome, clipLengthS, false)
    if (withoutScore !== null) emit(withoutScore)
    else if (fitted !== undefined && outcome.isDone) emit(scoreFile(fitted, file, outcome.value))
  }

  const files = [...normals, ...tests]
  await mapFiles(
    'detect',
    { channel: input.channel, clipLengthS },
    files.map(file => file.path),
    {
      signal,
      onOutcome: (outcome, index) => {
        if (failure !== undefined) throw failure.error
        report((index + 1) / files.length, `${index + 1} of ${files.length} recordings`)
        const file = files[index]
        if (file === undefined) return
        if (index >= normals.length) {
          if (fitted === undefined) waiting.push(() => scoreTest(file, outcome))
          else scoreTest(file, outcome)
          return
        }
        read.push(outcome)
        const withoutClip = withoutClips(file, outcome, clipLengthS, true)
        if (withoutClip !== null) emit(withoutClip)
        if (index === normals.length - 1) fitting = fit()
      }
    }
  )
  await (fitting ?? fit())
  if (failure !== undefined) throw failure.error
  if (fitted === undefined) throw new Error('A fit ended without model or error')
  const { clips, isProvisional } = fitted.model
  return { clipLengthS, normals: new Set(clips.map(({ group }) => group)).size, isProvisional }
}
