import type { BadgeCode, FitPreview, Guide, Machine } from '../../contract/index.ts'
import type { ClipSource, Repositories } from '../../store/index.ts'
import { conditionName, sessionCount } from '../models/conditions.ts'
import { FULL_CLIPS, MIN_NORMALS, fitSetOf, previewOf } from '../models/fit-set.ts'
import { wallTimeOf } from '../time/zone.ts'

/** Recordings by condition, and how many of them a fit would learn from. */
const withNormals = (
  conditions: Awaited<ReturnType<Repositories['overview']['conditions']>>,
  learnedFrom: readonly ClipSource[]
): Guide['conditions'] => {
  const normals = new Map<string, number>()
  for (const clip of learnedFrom) {
    const name = conditionName(clip)
    normals.set(name, (normals.get(name) ?? 0) + 1)
  }
  return conditions
    .map(condition => {
      const name = conditionName(condition)
      return { ...condition, name, normals: normals.get(name) ?? 0 }
    })
    .toSorted((a, b) => b.normals - a.normals || (a.name < b.name ? -1 : 1))
}

const reasonsOf = (excluded: FitPreview['excluded']): Guide['excludedFor'] => {
  const counts = new Map<BadgeCode, number>()
  for (const { badge } of excluded) counts.set(badge.code, (counts.get(badge.code) ?? 0) + 1)
  return [...counts].map(([badge, recordings]) => ({ badge, recordings }))
}

/** What the first fit of a machine needs, what is there and what is missing. */
export const guideOf = async (repositories: Repositories, machine: Machine): Promise<Guide> => {
  const set = await fitSetOf(repositories, machine.id)
  const preview = previewOf(set, machine)
  const recordings = new Map(set.clips.map(clip => [clip.recordingId, clip]))
  const days = new Map<string, number>()
  for (const { recordedAt } of recordings.values()) {
    const day = wallTimeOf(recordedAt, machine.timeZone).slice(0, 10)
    days.set(day, (days.get(day) ?? 0) + 1)
  }
  return {
    clipLengthS: machine.clipLengthS,
    normals: preview.normals,
    clips: preview.clips,
    learnedS: preview.learnedS,
    provisionalClips: MIN_NORMALS,
    fullClips: FULL_CLIPS,
    missingForProvisional: preview.missing,
    missingForFull: Math.max(0, FULL_CLIPS - preview.clips),
    conditions: withNormals(await repositories.overview.conditions(machine.id), [...recordings.values()]),
    days: [...days]
      .map(([day, count]) => ({ day, recordings: count }))
      .toSorted((a, b) => (a.day < b.day ? -1 : 1)),
    sessions: sessionCount(set.clips),
    levelDeviationDb: preview.levelDeviationDb,
    suggestsIgnoreLevel: preview.suggestsIgnoreLevel,
    excluded: preview.excluded.length,
    excludedFor: reasonsOf(preview.excluded)
  }
}
