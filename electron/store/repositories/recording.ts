import { sql, type Insertable, type Kysely } from 'kysely'
import type { Badge, BadgeCode, Domain, Label } from '../../contract/index.ts'
import type { RecordingTable, Tables } from '../tables.ts'
import { chunks, inIds, parseAttributes, toFlag } from '../values.ts'
import {
  attributesOfRecording,
  hasBadge,
  searchText,
  selectRecordings,
  toStoredRecording,
  type StoredRecording
} from './recording-rows.ts'

export type NewRecording = Omit<
  StoredRecording,
  'attributes' | 'clips' | 'score' | 'pValue' | 'isFlagged' | 'isAboveMonitor' | 'isHeldOut'
> & { readonly clips: number }

/** What the band of a machine and its narrow-band badges are worked out from. */
export interface BandFacts {
  readonly id: string
  readonly label: Label
  readonly bandwidthHz: number | null
  readonly isBadged: boolean
}

/** What a person knows of a recording, and where it lies. */
export type RecordingFacts = Pick<
  StoredRecording,
  'id' | 'machineId' | 'fileName' | 'storedPath' | 'label' | 'domain' | 'attributes'
>

const toRow = ({ clips, badges, ...recording }: NewRecording): Insertable<RecordingTable> => ({
  ...recording,
  searchText: searchText(`${recording.folder}/${recording.fileName}`),
  badges: JSON.stringify(badges),
  clipCount: clips,
  score: null,
  pValue: null,
  isFlagged: null,
  isAboveMonitor: null
})

/** Recordings: rows, what a person knows of them, and the repeated score of the current model. */
export const recordingRepository = (db: Kysely<Tables>) => ({
  insert: async (recordings: readonly NewRecording[]): Promise<void> => {
    for (const part of chunks(recordings)) await db.insertInto('recording').values(part.map(toRow)).execute()
  },

  get: async (id: string): Promise<StoredRecording | undefined> => {
    const row = await selectRecordings(db).where('recording.id', '=', id).executeTakeFirst()
    return row && toStoredRecording(row)
  },

  getMany: async (ids: readonly string[]): Promise<StoredRecording[]> =>
    (await selectRecordings(db).where(inIds('recording.id', ids)).execute()).map(toStoredRecording),

  /** What a person knows of recordings, and where they lie: light enough for all of a machine at once. */
  facts: async (ids: readonly string[]): Promise<RecordingFacts[]> => {
    const rows = await db
      .selectFrom('recording')
      .select(['id', 'machineId', 'fileName', 'storedPath', 'label', 'domain'])
      .select(attributesOfRecording.as('attributes'))
      .where(inIds('id', ids))
      .execute()
    return rows.map(row => ({
      ...row,
      attributes: parseAttributes(row.attributes)
    }))
  },

  /** Names and stored files of a machine's recordings, by time and then name. */
  filesOf: (machineId: string): Promise<{ id: string; fileName: string; storedPath: string }[]> =>
    db
      .selectFrom('recording')
      .select(['id', 'fileName', 'storedPath'])
      .where('machineId', '=', machineId)
      .orderBy('recordedAt')
      .orderBy('fileName')
      .execute(),

  /** Contents that a machine has; with `among`, only which of these. */
  knownSha256: async (machineId: string, among?: readonly string[]): Promise<string[]> => {
    const query = db.selectFrom('recording').select('sha256').where('machineId', '=', machineId)
    const rows = await (among === undefined ? query : query.where(inIds('sha256', among))).execute()
    return rows.map(row => row.sha256)
  },

  count: async (machineId: string): Promise<number> =>
    (
      await db
        .selectFrom('recording')
        .select(eb => eb.fn.countAll<number>().as('count'))
        .where('machineId', '=', machineId)
        .executeTakeFirstOrThrow()
    ).count,

  update: async (
    ids: readonly string[],
    fields: { label?: Label; domain?: Domain | null; recordedAt?: string; recordedAtSource?: 'entered' }
  ): Promise<void> => {
    if (Object.keys(fields).length === 0) return
    await db.updateTable('recording').set(fields).where(inIds('id', ids)).execute()
  },

  /** What a new analysis of the stored file found. */
  setAnalysis: async (
    id: string,
    facts: { levelDb: number | null; bandwidthHz: number | null; badges: readonly Badge[]; clips: number }
  ): Promise<void> => {
    const { badges, clips, ...rest } = facts
    await db
      .updateTable('recording')
      .set({ ...rest, badges: JSON.stringify(badges), clipCount: clips })
      .where('id', '=', id)
      .execute()
  },

  setBadges: async (id: string, badges: readonly Badge[]): Promise<void> => {
    await db
      .updateTable('recording')
      .set({ badges: JSON.stringify(badges) })
      .where('id', '=', id)
      .execute()
  },

  bandFacts: async (machineId: string): Promise<BandFacts[]> =>
    (
      await db
        .selectFrom('recording')
        .select(['id', 'label', 'bandwidthHz'])
        .select(hasBadge('narrow-band').as('isBadged'))
        .where('machineId', '=', machineId)
        .execute()
    ).map(row => ({ ...row, isBadged: Number(row.isBadged) === 1 })),

  /** Recordings with a badge of this code. */
  withBadge: async (machineId: string, code: BadgeCode): Promise<StoredRecording[]> =>
    (await selectRecordings(db).where('machineId', '=', machineId).where(hasBadge(code)).execute()).map(
      toStoredRecording
    ),

  /** Normal recordings of the fit whose own held-out score is above the threshold. */
  unlikeNormals: async (machineId: string): Promise<StoredRecording[]> =>
    (
      await selectRecordings(db)
        .where('machineId', '=', machineId)
        .where('label', '=', 'normal')
        .where('isHeldOut', '=', 1)
        .where('isFlagged', '=', 1)
        .execute()
    ).map(toStoredRecording),

  /** Which of these stored files some recording of any machine still needs. */
  storedPathsInUse: async (paths: readonly string[]): Promise<Set<string>> =>
    new Set(
      (
        await db
          .selectFrom('recording')
          .select('storedPath')
          .distinct()
          .where(inIds('storedPath', paths))
          .execute()
      ).map(row => row.storedPath)
    ),

  allStoredPaths: async (): Promise<Set<string>> =>
    new Set(
      (await db.selectFrom('recording').select('storedPath').distinct().execute()).map(row => row.storedPath)
    ),

  remove: async (ids: readonly string[]): Promise<void> => {
    await db.deleteFrom('recording').where(inIds('id', ids)).execute()
  },

  /** Forgets the repeated scores of a machine's recordings. */
  clearScores: async (machineId: string): Promise<void> => {
    await db
      .updateTable('recording')
      .set({ score: null, pValue: null, isFlagged: null, isAboveMonitor: null, isHeldOut: toFlag(false) })
      .where('machineId', '=', machineId)
      .execute()
  },

  /** Repeats the scores of a model (highest of the current clips) in the given recordings, or in all it scored. */
  repeatScores: async (modelId: string, ids?: readonly string[]): Promise<void> => {
    const only = ids === undefined ? sql`` : sql`and ${inIds('s.recordingId', ids)}`
    await sql`
      update recording set
        score = best.score, p_value = best.p_value, is_held_out = best.is_held_out,
        is_flagged = best.score >= model.threshold, is_above_monitor = best.score >= model.monitor_line
      from (
        select s.recording_id, max(s.score) as score, min(s.p_value) as p_value, max(s.is_held_out) as is_held_out
        from score s join clip c on c.id = s.clip_id and c.is_current = 1
        where s.model_id = ${modelId} ${only}
        group by s.recording_id
      ) as best, model
      where recording.id = best.recording_id and model.id = ${modelId}`.execute(db)
  }
})
