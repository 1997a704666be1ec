import { isNarrowerThan } from '../../audio/quality/bandwidth.ts'
import type { Badge, BadgeCode } from '../../contract/index.ts'
import type { Repositories, StoredRecording } from '../../store/index.ts'

/** The analysis hears up to half of its 16 kHz. */
const HALF_RATE_HZ = 8000

/** Gives a recording a badge, in place of an earlier one of the same code. */
export const giveBadge = (
  repositories: Repositories,
  recording: Pick<StoredRecording, 'id' | 'badges'>,
  badge: Badge
): Promise<void> =>
  repositories.recordings.setBadges(recording.id, [
    ...recording.badges.filter(({ code }) => code !== badge.code),
    badge
  ])

/** Takes the badges of a code from recordings, where they have them. */
export const takeBadges = async (
  repositories: Repositories,
  recordings: readonly Pick<StoredRecording, 'id' | 'badges'>[],
  taken: BadgeCode
): Promise<void> => {
  for (const { id, badges } of recordings) {
    if (!badges.some(({ code }) => code === taken)) continue
    await repositories.recordings.setBadges(
      id,
      badges.filter(({ code }) => code !== taken)
    )
  }
}

const medianOf = (values: readonly number[]): number | null =>
  values.toSorted((a, b) => a - b)[values.length >> 1] ?? null

/**
 * The machine's band (median upper edge of its normals, Hz) and the narrow-band badges that follow from it: a
 * recording clearly below the machine's other normals came from another recorder or codec (isNarrowerThan).
 */
export const refreshBand = async (repositories: Repositories, machineId: string): Promise<void> => {
  const facts = await repositories.recordings.bandFacts(machineId)
  const normals = facts.flatMap(({ label, bandwidthHz }) =>
    label === 'normal' && bandwidthHz !== null ? bandwidthHz : []
  )
  const normalHz = medianOf(normals)
  await repositories.machines.setBandHz(machineId, normalHz === 0 ? null : normalHz)
  // Bands come in few distinct widths, so each width is compared once, without the recording itself.
  const known = new Map<string, boolean>()
  const isNarrow = (bandwidthHz: number, isNormal: boolean): boolean => {
    const key = `${bandwidthHz} ${isNormal}`
    const answer =
      known.get(key) ??
      isNarrowerThan(
        bandwidthHz,
        isNormal ? normals.toSpliced(normals.indexOf(bandwidthHz), 1) : normals,
        HALF_RATE_HZ
      )
    known.set(key, answer)
    return answer
  }
  const changes = facts.flatMap(({ id, label, bandwidthHz, isBadged }) => {
    if (bandwidthHz === null) return []
    const shouldBe = isNarrow(bandwidthHz, label === 'normal')
    return shouldBe === isBadged ? [] : [{ id, shouldBe, params: { bandwidthHz, normalHz: normalHz ?? 0 } }]
  })
  if (changes.length === 0) return
  const recordings = await repositories.recordings.getMany(changes.map(({ id }) => id))
  const byId = new Map(recordings.map(recording => [recording.id, recording]))
  for (const { id, shouldBe, params } of changes) {
    const recording = byId.get(id)
    if (!recording) continue
    if (shouldBe) await giveBadge(repositories, recording, { code: 'narrow-band', params })
    else await takeBadges(repositories, [recording], 'narrow-band')
  }
}

/** Badges of normals that the model itself, fitted without them, would flag. */
export const refreshUnlikeNormals = async (
  repositories: Repositories,
  machineId: string,
  threshold: number | null
): Promise<void> => {
  const unlike = threshold === null ? [] : await repositories.recordings.unlikeNormals(machineId)
  const ids = new Set(unlike.map(({ id }) => id))
  const badged = await repositories.recordings.withBadge(machineId, 'unlike-normals')
  await takeBadges(
    repositories,
    badged.filter(({ id }) => !ids.has(id)),
    'unlike-normals'
  )
  for (const recording of unlike) {
    const params = { score: recording.score ?? 0, threshold: threshold ?? 0 }
    await giveBadge(repositories, recording, { code: 'unlike-normals', params })
  }
}
