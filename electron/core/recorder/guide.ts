import type { Guide, Machine } from '../../contract/index.ts'
import type { ClipSource, Repositories } from '../../store/index.ts'
import { conditionName, sessionCount } from '../models/conditions.ts'
import { FULL_CLIPS, MIN_NORMALS, fitSetOf, previewOf } from '../models/fit-set.ts'
import { wallTimeOf } from '../time/zone.ts'

type Condition = Guide['conditions'][number]

/** Recordings and normals by condition; normals are only those that a fit would learn from. */
const conditionsOf = (all: readonly ClipSource[], normalIds: ReadonlySet<string>): readonly Condition[] => {
  const byName = new Map<string, Condition & { readonly ids: Set<string> }>()
  for (const clip of all) {
    const name = conditionName(clip)
    const { domain, attributes } = clip
    const known = byName.get(name) ?? { name, domain, attributes, normals: 0, recordings: 0, ids: new Set() }
    byName.set(name, known)
    known.ids.add(clip.recordingId)
  }
  return [...byName.values()]
    .map(({ ids, ...condition }) => ({
      ...condition,
      recordings: ids.size,
      normals: [...ids].filter(id => normalIds.has(id)).length
    }))
    .toSorted((a, b) => b.normals - a.normals || (a.name < b.name ? -1 : 1))
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
  const all = await repositories.clips.sources(machine.id)
  return {
    clipLengthS: machine.clipLengthS,
    normals: preview.normals,
    clips: preview.clips,
    learnedS: preview.learnedS,
    provisionalClips: MIN_NORMALS,
    fullClips: FULL_CLIPS,
    missingForProvisional: preview.missing,
    missingForFull: Math.max(0, FULL_CLIPS - preview.clips),
    conditions: [...conditionsOf(all, new Set(recordings.keys()))],
    days: [...days]
      .map(([day, count]) => ({ day, recordings: count }))
      .toSorted((a, b) => (a.day < b.day ? -1 : 1)),
    sessions: sessionCount(set.clips),
    levelDeviationDb: preview.levelDeviationDb,
    suggestsIgnoreLevel: preview.suggestsIgnoreLevel,
    excluded: preview.excluded.length
  }
}
