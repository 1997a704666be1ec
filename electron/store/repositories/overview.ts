import { sql } from 'kysely'
import type { Kysely } from 'kysely'
import type { Domain } from '../../contract/index.ts'
import type { Tables } from '../tables.ts'
import { parseAttributes } from '../values.ts'
import { attributesOfRecording } from './recording-rows.ts'

/** Counts of one machine's recordings. */
export interface RecordingCounts {
  readonly machineId: string
  readonly recordings: number
  readonly normals: number
  readonly scored: number
  readonly flagged: number
  readonly lastHeardAt: string | null
}

/** How many recordings were made under one operating condition. */
export interface ConditionCount {
  readonly domain: Domain | null
  readonly attributes: Record<string, string>
  readonly recordings: number
}

/** One scored recording of the recent past. */
export interface RecentScore {
  readonly recordingId: string
  readonly recordedAt: string
  readonly score: number
  readonly isFlagged: boolean
  readonly isAboveMonitor: boolean
}

/** What a dot of the trend is made of; the score is that of the current model. */
export interface TrendRow {
  readonly id: string
  readonly recordedAt: string
  readonly score: number | null
  readonly isHeldOut: boolean
}

/** Characters of an instant down to its second. */
const SECOND = '2026-01-05T00:00:00'.length

const scored = (db: Kysely<Tables>, machineId: string) =>
  db
    .selectFrom('recording')
    .select(['id', 'recordedAt', 'score', 'isFlagged', 'isAboveMonitor'])
    .where('machineId', '=', machineId)
    .where('score', 'is not', null)

type ScoredRow = Awaited<ReturnType<ReturnType<typeof scored>['execute']>>[number]

const asRecentScore = (row: ScoredRow): RecentScore => ({
  recordingId: row.id,
  recordedAt: row.recordedAt,
  score: row.score ?? 0,
  isFlagged: row.isFlagged === 1,
  isAboveMonitor: row.isAboveMonitor === 1
})

/** Sums and recent scores for the overview, the machine's state and the notice. */
export const overviewRepository = (db: Kysely<Tables>) => ({
  counts: async (
    machineId?: string,
    from: string | null = null,
    to: string | null = null
  ): Promise<RecordingCounts[]> => {
    let query = db
      .selectFrom('recording')
      .select(eb => [
        'machineId',
        eb.fn.countAll<number>().as('recordings'),
        eb.fn.count<number>(eb.case().when('label', '=', 'normal').then(1).end()).as('normals'),
        eb.fn.count<number>('score').as('scored'),
        eb.fn.count<number>(eb.case().when('isFlagged', '=', 1).then(1).end()).as('flagged'),
        eb.fn.max('recordedAt').as('lastHeardAt')
      ])
      .groupBy('machineId')
    if (machineId !== undefined) query = query.where('machineId', '=', machineId)
    if (from !== null) query = query.where('recordedAt', '>=', from)
    if (to !== null) query = query.where('recordedAt', '<=', to)
    return query.execute()
  },

  /** Recordings with at least one clip, by operating condition. */
  conditions: async (machineId: string): Promise<ConditionCount[]> => {
    const rows = await db
      .selectFrom(
        db
          .selectFrom('recording')
          .select('domain')
          .select(attributesOfRecording.as('attributes'))
          .where('machineId', '=', machineId)
          .where('clipCount', '>', 0)
          .as('heard')
      )
      .select(['domain', 'attributes'])
      .select(eb => eb.fn.countAll<number>().as('recordings'))
      .groupBy(['domain', 'attributes'])
      .execute()
    return rows.map(row => ({ ...row, attributes: parseAttributes(row.attributes) }))
  },

  /** The newest scored recordings, newest first; without those of the fit unless `withHeldOut`. */
  recentScores: async (machineId: string, limit: number, withHeldOut: boolean): Promise<RecentScore[]> => {
    const query = scored(db, machineId).orderBy('recordedAt', 'desc').orderBy('fileName', 'desc').limit(limit)
    return (await (withHeldOut ? query : query.where('isHeldOut', '=', 0)).execute()).map(asRecentScore)
  },

  /**
   * What a machine's state is told from: the newest scored recordings without those of the fit. Files that were copied
   * have times within a second, in which no machine was recorded twice: of those the worst count as the newest, or a
   * name would decide.
   */
  judgedLast: async (machineId: string, limit: number): Promise<RecentScore[]> => {
    const judged = scored(db, machineId).where('isHeldOut', '=', 0)
    const newest = judged.orderBy('recordedAt', 'desc')
    const oldest =
      (
        await newest
          .offset(limit - 1)
          .limit(1)
          .execute()
      )[0]?.recordedAt ?? ''
    // Only what is as new as these is sorted, however many recordings there are.
    const rows = await judged
      .where('recordedAt', '>=', oldest.slice(0, SECOND))
      .orderBy(sql`substr(${sql.ref('recordedAt')}, 1, ${SECOND})`, 'desc')
      .orderBy('isFlagged', 'desc')
      .orderBy('isAboveMonitor', 'desc')
      .orderBy('fileName', 'desc')
      .limit(limit)
      .execute()
    return rows.map(asRecentScore)
  },

  /** Scores of a machine's recordings within a period (inclusive), by time and then name. */
  trendRows: async (machineId: string, from: string | null, to: string | null): Promise<TrendRow[]> => {
    let query = db
      .selectFrom('recording')
      .select(['id', 'recordedAt', 'score', 'isHeldOut'])
      .where('machineId', '=', machineId)
      .orderBy('recordedAt')
      .orderBy('fileName')
    if (from !== null) query = query.where('recordedAt', '>=', from)
    if (to !== null) query = query.where('recordedAt', '<=', to)
    return (await query.execute()).map(row => ({ ...row, isHeldOut: row.isHeldOut === 1 }))
  }
})
