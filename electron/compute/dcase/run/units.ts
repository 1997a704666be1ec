import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { probeAudio } from '../../../audio/open-audio.ts'
import type { DcaseInput } from '../../../contract/dcase.ts'
import { AppError } from '../../../contract/errors.ts'
import type { SystemClip } from '../../../ml/detectors/system.ts'
import { clipName } from '../../detector/detect-files.ts'
import { systemClips } from '../../detector/system-clips.ts'
import type { DataSet, DataSetClip, DataSetSection } from '../layouts/types.ts'

/** A recording and how many clips it has. */
export interface UnitRecording extends DataSetClip {
  readonly clips: number
}

/** A test recording that has no score, and why. */
export interface UnscoredRecording extends DataSetClip {
  readonly reason: string
}

/** One section of one machine type: what a back-end is fitted to, with result files of its own. */
export interface Unit {
  /** What its clips are told as their machine. */
  readonly key: string
  readonly machine: string
  readonly section: string
  readonly train: readonly UnitRecording[]
  readonly test: readonly UnitRecording[]
  /** Test recordings that cannot be read: without them the section has no figures. */
  readonly unscored: readonly UnscoredRecording[]
  readonly clipLengthS: number
  /** Hash over names and sizes of the recordings. */
  readonly files: string
}

/** A unit, or why it cannot be run. */
export type PlannedUnit =
  { readonly unit: Unit } | { readonly section: DataSetSection; readonly reason: string }

/** Longer recordings are cut into clips. */
const LONGEST_S = 60
const SHORTEST_S = 0.1
/** Recordings whose lengths differ by more are named. */
const LENGTH_TOLERANCE = 0.05

/** The sections to run. @throws AppError invalid: names a machine that is not there */
export const chooseSections = (
  { sections }: DataSet,
  machines: readonly string[] | null
): readonly DataSetSection[] => {
  if (machines === null) return sections
  const known = [...new Set(sections.map(({ machine }) => machine))]
  const unknown = machines.filter(machine => !known.includes(machine))
  if (unknown.length > 0) {
    throw new AppError('invalid', `There is no machine ${unknown.join(', ')}; there are ${known.join(', ')}`)
  }
  return sections.filter(({ machine }) => machines.includes(machine))
}

const seconds = (value: number): string => `${Number(value.toFixed(2))} s`

const clipLengthOf = (durations: readonly number[], asked: number | null): number =>
  asked ?? Math.floor(Math.min(LONGEST_S, ...durations) * 100 + 1e-6) / 100

/**
 * Reads the headers of a section's recordings and plans its clips: whole recordings where they are of one length,
 * otherwise as long as the shortest. A training recording that cannot be read is left out with a warning; a test
 * recording is named as unscored, and the others are scored.
 */
export const planUnit = async (
  section: DataSetSection,
  input: DcaseInput,
  isAlone: boolean,
  warn: (message: string) => void
): Promise<PlannedUnit> => {
  const { machine } = section
  if (section.fault !== undefined) return { section, reason: section.fault }
  const key = isAlone ? machine : `${machine}_section_${section.section}`
  const extra = input.usesSupplemental ? section.supplemental.filter(({ isNoise }) => !isNoise) : []
  const hash = createHash('sha256')
  const read = async (
    clips: readonly DataSetClip[]
  ): Promise<{ clip: DataSetClip; durationS: number; reason?: string }[]> => {
    const found = []
    for (const clip of clips) {
      const place = path.join(input.dataDir, clip.file)
      try {
        const { durationS } = await probeAudio(place)
        hash.update(`${clip.file} ${(await stat(place)).size}\n`)
        const reason = `${clip.file} is ${seconds(durationS)} long, too short for a clip`
        found.push({ clip, durationS, ...(durationS < SHORTEST_S && { reason }) })
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        found.push({ clip, durationS: 0, reason: error.message })
      }
    }
    return found
  }
  const train = await read([...section.train, ...extra])
  const tested = await read(section.test)
  if (tested.length === 0) return { section, reason: 'there are no test recordings' }
  const unscored = tested.flatMap(({ clip, reason }) => (reason === undefined ? [] : [{ ...clip, reason }]))
  const test = tested.filter(({ reason }) => reason === undefined)
  const [first] = unscored
  if (test.length === 0 && first !== undefined) return { section, reason: first.reason }
  for (const { reason } of train) if (reason !== undefined) warn(`${key}: left out of training. ${reason}`)
  const usable = train.filter(({ reason }) => reason === undefined)
  const durations = [...usable, ...test].map(({ durationS }) => durationS)
  const clipLengthS = clipLengthOf(durations, input.clipLengthS)
  const short = [...usable, ...test].find(
    ({ durationS }) => durationS < Math.max(SHORTEST_S, clipLengthS - 0.005)
  )
  if (short !== undefined) {
    return {
      section,
      reason: `${short.clip.file} is ${seconds(short.durationS)} long, too short for a clip of ${seconds(Math.max(SHORTEST_S, clipLengthS))}`
    }
  }
  const longest = Math.max(...durations)
  if (input.clipLengthS === null && longest > (1 + LENGTH_TOLERANCE) * clipLengthS) {
    warn(
      `${key}: recordings of ${seconds(Math.min(...durations))} to ${seconds(longest)} are cut into clips of ${seconds(clipLengthS)}`
    )
  }
  const withCount = ({ clip, durationS }: { clip: DataSetClip; durationS: number }): UnitRecording => ({
    ...clip,
    clips: Math.max(1, Math.floor(durationS / clipLengthS + 1e-3))
  })
  return {
    unit: {
      key,
      machine,
      section: section.section,
      train: usable.map(withCount),
      test: test.map(withCount),
      unscored,
      clipLengthS,
      files: hash.update(String(clipLengthS)).digest('hex').slice(0, 16)
    }
  }
}

/** The clips of some recordings of a unit, recording by recording. */
export const clipsOf = async (
  { key, clipLengthS }: Unit,
  recordings: readonly UnitRecording[],
  { dataDir, channel }: DcaseInput,
  signal: AbortSignal
): Promise<SystemClip[][]> => {
  const all: SystemClip[][] = []
  for (const { file, clips, domain, attributes } of recordings) {
    const names = Array.from({ length: clips }, (_, index) => clipName(file, index, clips))
    const source = { path: path.join(dataDir, file), channel, clipLengthS, signal }
    all.push(await systemClips(source, names, { machine: key, domain, attributes, recording: file }))
  }
  return all
}
