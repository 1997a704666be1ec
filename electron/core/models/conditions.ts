import type { ClipSource } from '../../store/index.ts'

/** A pause longer than this between two recordings begins a new session. */
const SESSION_GAP_MS = 4 * 60 * 60 * 1000
/** Conditions are only blocks when they gather recordings: at most one condition for two recordings. */
const MAX_CONDITION_SHARE = 0.5

type Conditioned = Pick<ClipSource, 'domain' | 'attributes'>

/** The operating condition of a recording as text, for example "target, load 2, speed 6"; "" where none is known. */
export const conditionName = ({ domain, attributes }: Conditioned): string =>
  [
    ...(domain === null ? [] : [domain]),
    ...Object.keys(attributes)
      .toSorted()
      .map(name => `${name} ${attributes[name]}`)
  ].join(', ')

/** Recordings by condition, most frequent first; those without one are left out. */
export const conditionsOf = (
  clips: readonly (Conditioned & Pick<ClipSource, 'recordingId'>)[]
): { name: string; recordings: number }[] => {
  const byName = new Map<string, Set<string>>()
  for (const clip of clips) {
    const name = conditionName(clip)
    if (name !== '') byName.set(name, (byName.get(name) ?? new Set()).add(clip.recordingId))
  }
  return [...byName]
    .map(([name, recordings]) => ({ name, recordings: recordings.size }))
    .toSorted((a, b) => b.recordings - a.recordings)
}

/** Whether the times of all recordings are known: a modification time may only be that of a copy. */
const isTimed = (clips: readonly ClipSource[]): boolean =>
  clips.every(({ recordedAtSource }) => recordedAtSource !== 'modification-time')

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** The order of recording: by time, or by name where the times are only those of the files. */
export const inOrderOfRecording = (clips: readonly ClipSource[]): ClipSource[] => {
  const timed = isTimed(clips)
  return clips.toSorted(
    (a, b) =>
      (timed ? compareText(a.recordedAt, b.recordedAt) : 0) ||
      compareText(`${a.folder}/${a.fileName}`, `${b.folder}/${b.fileName}`) ||
      compareText(a.recordingId, b.recordingId) ||
      a.startS - b.startS
  )
}

const sessionsOf = (clips: readonly ClipSource[]): string[] => {
  let session = 1
  let last = clips[0] === undefined ? 0 : Date.parse(clips[0].recordedAt)
  return clips.map(({ recordedAt }) => {
    const at = Date.parse(recordedAt)
    if (at - last > SESSION_GAP_MS) session += 1
    last = at
    return `session ${session}`
  })
}

/** Sessions of recordings in the order of recording; 0 where there are none. */
export const sessionCount = (clips: readonly ClipSource[]): number =>
  new Set(sessionsOf(clips.toSorted((a, b) => compareText(a.recordedAt, b.recordedAt)))).size

/**
 * Blocks for held-out scores, one per clip in the given order: the operating condition where at least two are
 * known, else the session (a pause of over four hours ends one) where there are at least two, else null, which
 * leaves the cut to the detector. Conditions that hardly ever repeat (a noise tag of every file) are none.
 */
export const blocksOf = (clips: readonly ClipSource[]): (string | null)[] => {
  const names = clips.map(conditionName)
  const recordings = new Set(clips.map(({ recordingId }) => recordingId)).size
  const conditions = new Set(names).size
  if (conditions >= 2 && conditions <= MAX_CONDITION_SHARE * recordings) return names
  if (!isTimed(clips)) return clips.map(() => null)
  const sessions = sessionsOf(clips)
  return new Set(sessions).size >= 2 ? sessions : clips.map(() => null)
}
