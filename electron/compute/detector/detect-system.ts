import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { DetectFile, DetectItem } from '../../contract/compute.ts'
import { AppError } from '../../contract/errors.ts'
import { engineInUse } from '../../ml/engine/in-use.ts'
import { ONLY_MACHINE } from '../../ml/detectors/by-machine.ts'
import type { ClipFeatures } from '../../ml/detectors/auto/features.ts'
import { FitRefused, refuseTooFew } from '../../ml/detectors/auto/fit.ts'
import { RECIPE } from '../../ml/detectors/auto/parameters.ts'
import { vetClip, vetNormals } from '../../ml/detectors/auto/vet.ts'
import type { NormalTraits, Refusal } from '../../ml/detectors/auto/vet.ts'
import type { FittedSystem, SystemClip, SystemContext } from '../../ml/detectors/system.ts'
import { isProvisionalPart, systemPartOf } from '../../ml/detectors/system-part.ts'
import { SYSTEMS } from '../../ml/detectors/systems.ts'
import { decisionFor } from '../../ml/detectors/threshold.ts'
import type { Decision } from '../../ml/detectors/threshold.ts'
import type { DetectedFile } from '../files/detect-file.ts'
import { mapFiles } from '../pool/map-files.ts'
import type { Outcome } from '../pool/messages.ts'
import type { TaskRunner } from '../serve.ts'
import {
  byPath,
  clipLengthFor,
  clipName,
  failureReason,
  reasonOf,
  refusedNormals,
  withoutClips
} from './detect-files.ts'
import { CLIPS_TOGETHER, scoreTogether } from './score-together.ts'
import { systemClips } from './system-clips.ts'

/** Shares of the progress: reading all files, fitting; scoring has the rest. */
const READ_SHARE = 0.2
const FIT_SHARE = 0.7

/** A file with its clips, and the features that say whether they can be used. */
interface ReadFile extends DetectFile {
  readonly features: readonly ClipFeatures[]
}

interface Normal {
  readonly id: string
  readonly group: string
  readonly features: ClipFeatures
}

/** The quality rules of the default detector hold for every other one. */
const vetFiles = (
  normals: readonly ReadFile[],
  emit: (item: DetectItem) => void
): { readonly kept: ReadonlySet<string>; readonly traits: NormalTraits } => {
  const clips: Normal[] = normals.flatMap(({ file, features }) =>
    features.map((own, index) => ({ id: clipName(file, index, features.length), group: file, features: own }))
  )
  const vetting = vetNormals(clips)
  const excluded = vetting.excluded.map(({ clip, refusal }) => ({ id: clip.id, refusal }))
  try {
    refuseTooFew({ clips }, vetting)
  } catch (error) {
    if (error instanceof FitRefused) refusedNormals(excluded, [], clips).forEach(emit)
    throw error
  }
  refusedNormals(excluded, vetting.kept, clips).forEach(emit)
  return { kept: new Set(vetting.kept.map(({ id }) => id)), traits: vetting.traits }
}

/** A test file with the clips that can be judged. */
interface TestFile {
  readonly file: string
  readonly usable: readonly SystemClip[]
  /** Why a clip of it cannot be judged. */
  readonly refusal: Refusal | undefined
}

const testFileOf = (
  { file, features }: ReadFile,
  clips: readonly SystemClip[],
  traits: NormalTraits
): TestFile => {
  let refusal: Refusal | undefined
  const usable = clips.filter((_, index) => {
    const own = vetClip(features[index] as ClipFeatures, traits)
    refusal ??= own
    return own === undefined
  })
  return { file, usable, refusal }
}

/** Of each file the highest of its clips; a refusal where no clip can be judged, a failure where one cannot be read. */
const scoreFiles = async (
  files: readonly TestFile[],
  fitted: FittedSystem,
  { threshold, pValue }: Decision,
  context: SystemContext & { readonly signal: AbortSignal }
): Promise<DetectItem[]> => {
  const clips = files.flatMap(({ usable }) => usable)
  const outcomes = await scoreTogether(
    clips,
    async some => Array.from(await fitted.score(some, context)),
    context.signal
  )
  const outcomeOf = new Map(clips.map((clip, index) => [clip, outcomes[index]]))
  return files.map(({ file, usable, refusal }) => {
    if (usable.length === 0) {
      const reason = refusal === undefined ? 'it has no clip' : reasonOf(refusal)
      return { kind: 'refused', file, reason, isNormal: false }
    }
    const own = usable.map(clip => outcomeOf.get(clip) ?? Number.NaN)
    const error = own.find(outcome => outcome instanceof AppError)
    if (error !== undefined) return { kind: 'failed', file, reason: failureReason(error), isNormal: false }
    const score = Math.max(...own.map(Number))
    return { kind: 'score', file, score, pValue: pValue(score), isFlagged: score >= threshold }
  })
}

/** Files in parts of some clips, so that their scores come soon; a file is never divided. */
const inParts = async (
  files: readonly ReadFile[],
  clipsOf: (file: ReadFile) => Promise<SystemClip[]>,
  traits: NormalTraits,
  use: (part: readonly TestFile[], done: number) => Promise<void>
): Promise<void> => {
  let part: TestFile[] = []
  for (const [index, file] of files.entries()) {
    part.push(testFileOf(file, await clipsOf(file), traits))
    const clips = part.reduce((sum, { usable }) => sum + usable.length, 0)
    if (clips < CLIPS_TOGETHER && index < files.length - 1) continue
    await use(part, index + 1)
    part = []
  }
}

/** `detect` by any system of the registry; leaves nothing on the disk. */
export const detectBySystem: TaskRunner<'detect'> = async (input, { signal, report, emit }) => {
  const entry = SYSTEMS[input.detector]
  const system = await entry.load()
  if (input.ignoreLevel)
    throw new AppError('invalid', `${input.detector} has no way to ignore the level: only auto has`)
  const params = system.parameters(input.params)
  const normals = byPath(input.normals)
  const clipLengthS = await clipLengthFor(input, signal, emit)
  const files = [...normals, ...byPath(input.tests)]
  const read: (ReadFile | null)[] = []
  await mapFiles(
    'detect',
    { channel: input.channel, clipLengthS },
    files.map(file => file.path),
    {
      signal,
      onOutcome: (outcome: Outcome<DetectedFile>, index) => {
        report((READ_SHARE * (index + 1)) / files.length, `${index + 1} of ${files.length} recordings`)
        const file = files[index]
        if (file === undefined) return
        const without = withoutClips(file, outcome, clipLengthS, index < normals.length)
        if (without !== null) emit(without)
        read.push(without === null && outcome.isDone ? { ...file, features: outcome.value.clips } : null)
      }
    }
  )
  const readNormals = read.slice(0, normals.length).filter(file => file !== null)
  const { kept, traits } = vetFiles(readNormals, emit)
  const clipsOf = ({ file, path: place, features }: ReadFile): Promise<SystemClip[]> =>
    systemClips(
      { path: place, channel: input.channel, clipLengthS, signal },
      features.map((_, index) => clipName(file, index, features.length)),
      { machine: ONLY_MACHINE, domain: null, attributes: {}, recording: file }
    )
  const training = (await Promise.all(readNormals.map(clipsOf))).flat().filter(({ id }) => kept.has(id))
  const cacheDir = await mkdtemp(path.join(tmpdir(), 'earshot-detect-'))
  const notes: string[] = []
  const context = {
    seed: input.seed,
    signal,
    cacheDir,
    warn: (message: string) => void notes.push(message),
    ...(input.budgetS !== null && { budgetS: input.budgetS })
  }
  let fitted: FittedSystem | undefined
  try {
    const own = await system.fit(training, params, {
      ...context,
      report: (fraction, message) => report(READ_SHARE + (FIT_SHARE - READ_SHARE) * fraction, message)
    })
    fitted = own
    const decision = decisionFor(own, ONLY_MACHINE)
    const tests = read.slice(normals.length).filter(file => file !== null)
    await inParts(tests, clipsOf, traits, async (part, done) => {
      signal.throwIfAborted()
      const items = await scoreFiles(part, own, decision, context)
      items.forEach(emit)
      report(FIT_SHARE + ((1 - FIT_SHARE) * done) / tests.length, `${done} of ${tests.length} scored`)
    })
    const learnedFrom = new Set(training.map(({ recording }) => recording)).size
    const part = systemPartOf(own.heldOut(ONLY_MACHINE), learnedFrom)
    const isTrained = own.epochs > 0
    return {
      clipLengthS,
      normals: learnedFrom,
      heldOut: part.heldOut.length,
      // As in the store: the default detector's count of normals, and that of the scores behind this threshold.
      isProvisional:
        Math.min(training.length, 2 * learnedFrom) < RECIPE.settledNormals || isProvisionalPart(part),
      epochs: isTrained ? own.epochs : null,
      epochsAsked: isTrained ? Number(params['epochs'] ?? own.epochs) : null,
      engine: engineInUse(),
      notes
    }
  } finally {
    fitted?.dispose()
    await rm(cacheDir, { recursive: true, force: true })
  }
}
