import {
  AppError,
  featuresFile,
  type Badge,
  type BadgeCode,
  type ClipRef,
  type FitPreview,
  type Machine
} from '../../contract/index.ts'
import { counted } from '../../contract/counted.ts'
import type { ClipSource, Repositories, StoredRecording } from '../../store/index.ts'
import type { DataFolder } from '../files/data-folder.ts'
import { conditionsOf, inOrderOfRecording } from './conditions.ts'

/** A fit from fewer normal clips is refused: held-out scores of four say nothing. */
export const MIN_NORMALS = 5
/** From this many normal clips on the threshold of a fit is firm (settledNormals of the detector). */
export const FULL_CLIPS = 20
/** File names that a sentence still bears. */
const MAX_NAMES = 10
/** Loudness that varies more than this among normals is set by the microphone or gain rather than the machine. */
const MAX_LEVEL_DEVIATION_DB = 1
/** Badges that keep a recording out of every fit. */
const UNFIT: ReadonlySet<BadgeCode> = new Set(['too-short', 'silence', 'narrow-band'])

/** What a fit of a machine would learn from. */
export interface FitSet {
  readonly clips: readonly ClipSource[]
  readonly recordings: number
  readonly excluded: readonly { readonly recording: StoredRecording; readonly badge: Badge }[]
}

/** A clip as a compute process needs it. */
export const clipRef = (folder: DataFolder, source: ClipSource): ClipRef => ({
  clipId: source.clipId,
  recordingId: source.recordingId,
  fileName: source.fileName,
  audioPath: folder.at(source.storedPath),
  channel: source.channel,
  startS: source.startS,
  lengthS: source.lengthS,
  featuresPath: folder.at(featuresFile(source.sha256, source.channel, source.startS, source.lengthS))
})

const unfitBadge = (badges: readonly Badge[]): Badge | undefined => badges.find(({ code }) => UNFIT.has(code))

/** The normal clips of a machine in the order of recording, and the normals that are left out by name. */
export const fitSetOf = async (repositories: Repositories, machineId: string): Promise<FitSet> => {
  const clips = inOrderOfRecording(
    (await repositories.clips.normalSources(machineId)).filter(({ badges }) => !unfitBadge(badges))
  )
  const badged = await Promise.all([...UNFIT].map(code => repositories.recordings.withBadge(machineId, code)))
  const normals = new Map(
    badged.flat().flatMap(recording => (recording.label === 'normal' ? [[recording.id, recording]] : []))
  )
  const excluded = [...normals.values()].flatMap(recording => {
    const badge = unfitBadge(recording.badges)
    return badge ? [{ recording, badge }] : []
  })
  return { clips, recordings: new Set(clips.map(({ recordingId }) => recordingId)).size, excluded }
}

/**
 * @throws AppError too-few-normals, with how many clips there are and how many it takes; degenerate-normals
 * where there would be enough if some could be used, with their names
 */
export const assertEnough = ({ clips, recordings, excluded }: FitSet): void => {
  const have = clips.length
  if (have >= MIN_NORMALS) return
  const missing = MIN_NORMALS - have
  const names = excluded.map(({ recording, badge }) => ({ fileName: recording.fileName, badge: badge.code }))
  const details = { have, need: MIN_NORMALS, missing, recordings, excluded: names }
  const there = `A fit needs at least ${counted(MIN_NORMALS, 'normal clip')}; there are ${have}, from ${counted(recordings, 'recording')}.`
  if (recordings + excluded.length >= MIN_NORMALS) {
    const list = names
      .slice(0, MAX_NAMES)
      .map(({ fileName, badge }) => `${fileName} (${badge})`)
      .join(', ')
    throw new AppError(
      'degenerate-normals',
      `${there} ${excluded.length} more cannot be used: ${list}.`,
      details
    )
  }
  const leftOut = excluded.length === 0 ? '' : ` ${excluded.length} more cannot be used (see their badges).`
  throw new AppError('too-few-normals', `${there} Import or label ${missing} more.${leftOut}`, details)
}

const deviation = (values: readonly number[]): number | null => {
  if (values.length < 2) return null
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
}

/** What a fit would learn from, and what stands in its way. */
export const previewOf = (set: FitSet, machine: Machine): FitPreview => {
  const levels = new Map(
    set.clips.flatMap(({ recordingId, levelDb }) => (levelDb === null ? [] : [[recordingId, levelDb]]))
  )
  const levelDeviationDb = deviation([...levels.values()])
  return {
    normals: set.recordings,
    clips: set.clips.length,
    learnedS: set.clips.reduce((sum, { lengthS }) => sum + lengthS, 0),
    clipLengthS: machine.clipLengthS,
    conditions: conditionsOf(set.clips),
    missing: Math.max(0, MIN_NORMALS - set.clips.length),
    canFit: set.clips.length >= MIN_NORMALS,
    excluded: set.excluded.map(({ recording, badge }) => ({
      recordingId: recording.id,
      fileName: recording.fileName,
      badge
    })),
    levelDeviationDb,
    suggestsIgnoreLevel: levelDeviationDb !== null && levelDeviationDb > MAX_LEVEL_DEVIATION_DB
  }
}
