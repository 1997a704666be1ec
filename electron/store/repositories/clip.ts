import type { Kysely } from 'kysely'
import type { Badge, Clip, Domain, Label, RecordedAtSource } from '../../contract/index.ts'
import type { Tables } from '../tables.ts'
import { chunks, inIds, parseAttributes, parseBadges, toFlag } from '../values.ts'
import { attributesOfRecording } from './recording-rows.ts'

export interface NewClip extends Clip {
  readonly machineId: string
  readonly channel: number
}

/** A clip with what a fit or a score needs to know of its recording. */
export interface ClipSource {
  readonly clipId: string
  readonly recordingId: string
  readonly channel: number
  readonly startS: number
  readonly lengthS: number
  readonly folder: string
  readonly fileName: string
  readonly sha256: string
  readonly storedPath: string
  readonly recordedAt: string
  readonly recordedAtSource: RecordedAtSource
  readonly label: Label
  readonly domain: Domain | null
  readonly levelDb: number | null
  readonly badges: Badge[]
  readonly attributes: Record<string, string>
}

const selectSources = (db: Kysely<Tables>) =>
  db
    .selectFrom('clip')
    .innerJoin('recording', 'recording.id', 'clip.recordingId')
    .select([
      'clip.id as clipId',
      'clip.recordingId',
      'clip.channel',
      'clip.startS',
      'clip.lengthS',
      'recording.folder',
      'recording.fileName',
      'recording.sha256',
      'recording.storedPath',
      'recording.recordedAt',
      'recording.recordedAtSource',
      'recording.label',
      'recording.domain',
      'recording.levelDb',
      'recording.badges'
    ])
    .select(attributesOfRecording.as('attributes'))

type SourceRow = Awaited<ReturnType<ReturnType<typeof selectSources>['execute']>>[number]

const toSource = (row: SourceRow): ClipSource => ({
  ...row,
  badges: parseBadges(row.badges),
  attributes: parseAttributes(row.attributes)
})

/** Clips: the parts of recordings that are analysed. */
export const clipRepository = (db: Kysely<Tables>) => ({
  /** Adds clips; one that was cut before, for the same channel, place and length, becomes current again. */
  insert: async (clips: readonly NewClip[]): Promise<void> => {
    for (const part of chunks(clips)) {
      await db
        .insertInto('clip')
        .values(part.map(({ index, ...clip }) => ({ ...clip, position: index })))
        .onConflict(conflict =>
          conflict
            .columns(['recordingId', 'channel', 'lengthS', 'startS'])
            .doUpdateSet({ isCurrent: toFlag(true) })
        )
        .execute()
    }
  },

  /** Sets a machine's clips aside: the channel or the length has changed. Their scores and verdicts stay. */
  setAside: async (machineId: string): Promise<void> => {
    await db
      .updateTable('clip')
      .set({ isCurrent: toFlag(false) })
      .where('machineId', '=', machineId)
      .execute()
    await db.updateTable('recording').set({ clipCount: 0 }).where('machineId', '=', machineId).execute()
  },

  /** The same for single recordings. */
  setAsideOf: async (recordingIds: readonly string[]): Promise<void> => {
    await db
      .updateTable('clip')
      .set({ isCurrent: toFlag(false) })
      .where(inIds('recordingId', recordingIds))
      .execute()
  },

  /** Which of these clips are still there. */
  existing: async (ids: readonly string[]): Promise<Set<string>> =>
    new Set((await db.selectFrom('clip').select('id').where(inIds('id', ids)).execute()).map(row => row.id)),

  ofRecording: async (recordingId: string): Promise<Clip[]> => {
    const rows = await db
      .selectFrom('clip')
      .select(['id', 'recordingId', 'position', 'startS', 'lengthS'])
      .where('recordingId', '=', recordingId)
      .where('isCurrent', '=', 1)
      .orderBy('startS')
      .execute()
    return rows.map(({ position, ...row }) => ({ ...row, index: position }))
  },

  source: async (clipId: string): Promise<ClipSource | undefined> => {
    const row = await selectSources(db).where('clip.id', '=', clipId).executeTakeFirst()
    return row && toSource(row)
  },

  /** Current clips of a machine, in the order of recording; of the given recordings only, where given. */
  sources: async (machineId: string, recordingIds?: readonly string[]): Promise<ClipSource[]> => {
    const query = selectSources(db)
      .where('clip.machineId', '=', machineId)
      .where('clip.isCurrent', '=', 1)
      .orderBy('recording.recordedAt')
      .orderBy('recording.fileName')
      .orderBy('clip.recordingId')
      .orderBy('clip.startS')
    const rows = await (recordingIds ? query.where(inIds('clip.recordingId', recordingIds)) : query).execute()
    return rows.map(toSource)
  },

  /** Current clips of a machine's normal recordings, in the order of recording. */
  normalSources: async (machineId: string): Promise<ClipSource[]> =>
    (
      await selectSources(db)
        .where('clip.machineId', '=', machineId)
        .where('clip.isCurrent', '=', 1)
        .where('recording.label', '=', 'normal')
        .orderBy('recording.recordedAt')
        .orderBy('recording.fileName')
        .orderBy('clip.recordingId')
        .orderBy('clip.startS')
        .execute()
    ).map(toSource),

  /** Ids of a machine's current clips that a model has not scored. */
  unscoredIds: async (machineId: string, modelId: string): Promise<Set<string>> => {
    const rows = await db
      .selectFrom('clip')
      .select('clip.id')
      .where('clip.machineId', '=', machineId)
      .where('clip.isCurrent', '=', 1)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('score')
              .select('score.clipId')
              .whereRef('score.clipId', '=', 'clip.id')
              .where('score.modelId', '=', modelId)
          )
        )
      )
      .execute()
    return new Set(rows.map(row => row.id))
  }
})
