import type { DetectFile, DetectItem } from '../../contract/compute.ts'
import { FitRefused } from '../../ml/detectors/auto/fit.ts'
import type { TrainingClip } from '../../ml/detectors/auto/fit.ts'
import type { FittedAuto } from '../../ml/detectors/auto/fitted.ts'
import { AUTO_PARAMETERS } from '../../ml/detectors/auto/parameters.ts'
import type { Refusal } from '../../ml/detectors/auto/vet.ts'
import { parametersOf, readParameters } from '../../ml/detectors/parameters.ts'
import { detectors } from '../../ml/detectors/registry.ts'
import {
  byPath,
  clipLengthFor,
  clipName,
  reasonOf,
  refusedNormals,
  withoutClips
} from '../detector/detect-files.ts'
import { detectBySystem } from '../detector/detect-system.ts'
import type { DetectedFile } from '../files/detect-file.ts'
import { mapFiles } from '../pool/map-files.ts'
import type { Outcome } from '../pool/messages.ts'
import type { TaskRunner } from '../serve.ts'

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
      id: clipName(file, index, outcome.value.clips.length),
      group: file,
      order,
      features
    }))
  })

/** Learns from one set of files and scores another, in order of path; leaves nothing on the disk. */
export const detect: TaskRunner<'detect'> = async (input, context) =>
  input.detector === 'auto' ? detectByAuto(input, context) : detectBySystem(input, context)

// The default detector needs each clip's features once: it fits while threads still read the other files.
const detectByAuto: TaskRunner<'detect'> = async (input, { signal, report, emit }) => {
  const params = parametersOf('auto', () =>
    readParameters(AUTO_PARAMETERS, {
      ...input.params,
      ...(input.ignoreLevel && { ignoreLevel: true })
    })
  )
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
      fitted = await detectors.auto.fit({ clips }, params, context)
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
  const learnedFrom = new Set(clips.map(({ group }) => group)).size
  return {
    ...{ clipLengthS, normals: learnedFrom, heldOut: clips.length, isProvisional },
    ...{ epochs: null, epochsAsked: null, engine: null, notes: [] }
  }
}
