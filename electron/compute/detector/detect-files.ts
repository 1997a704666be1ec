import { probeAudio } from '../../audio/open-audio.ts'
import { proposedClipLength } from '../../contract/clip-length.ts'
import type { DetectFile, DetectInput, DetectItem } from '../../contract/compute.ts'
import { AppError } from '../../contract/errors.ts'
import type { ErrorBody } from '../../contract/errors.ts'
import type { Refusal } from '../../ml/detectors/auto/vet.ts'
import type { DetectedFile } from '../files/detect-file.ts'
import type { Outcome } from '../pool/messages.ts'
import { refusalOf } from './refusals.ts'

/** Files in order of path. */
export const byPath = (files: readonly DetectFile[]): DetectFile[] =>
  [...files].sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : 0))

/** Why a file cannot be read. */
export const failureReason = ({ details, message }: Pick<ErrorBody, 'details' | 'message'>): string =>
  typeof details?.reason === 'string' ? details.reason : message

/** The clip length asked for, or the one that the normals propose. @throws AppError too-few-normals */
export const clipLengthFor = async (
  { clipLengthS, normals }: Pick<DetectInput, 'clipLengthS' | 'normals'>,
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

/** A detector's refusal as a sentence. */
export const reasonOf = (refusal: Refusal): string =>
  refusalOf({ clipId: '', recordingId: '' }, refusal, clipId => clipId).reason

/** What becomes of a file without a clip; null where it has some. */
export const withoutClips = (
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

/** A clip that was refused, and why. */
export interface RefusedClip {
  readonly id: string
  readonly refusal: Refusal
}

/** Refusals of normals, once per file; a file of which other clips were learned from is not named. */
export const refusedNormals = (
  excluded: readonly RefusedClip[],
  learnedFrom: readonly { readonly group: string }[],
  clips: readonly { readonly id: string; readonly group: string }[]
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

/** The name of a clip in answers: its file, numbered where that has several. */
export const clipName = (file: string, index: number, count: number): string =>
  count === 1 ? file : `${file}, clip ${index + 1}`
