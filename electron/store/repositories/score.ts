import { sql, type Kysely } from 'kysely'
import { z } from 'zod'
import { reasonSchema, viewSchema, type ClipResult, type ClipScore } from '../../contract/index.ts'
import type { Tables } from '../tables.ts'
import {
  chunks,
  inIds,
  packLane,
  packNumbers,
  parseJson,
  toFlag,
  unpackLane,
  unpackNumbers
} from '../values.ts'

/** A recording's highest scores by two versions. */
export interface ScorePair {
  readonly recordingId: string
  readonly fileName: string
  readonly score: number
  readonly otherScore: number
}

/** Scores of clips with their lanes and explanations. */
export const scoreRepository = (db: Kysely<Tables>) => ({
  /** Adds scores of a model, replacing those of the same clips. */
  save: async (modelId: string, scores: readonly ClipScore[], scoredAt: string): Promise<void> => {
    for (const part of chunks(scores)) {
      await db
        .replaceInto('score')
        .values(
          part.map(({ clipId, recordingId, score, pValue, isHeldOut, views, bands, reasons, lane }) => ({
            modelId,
            clipId,
            recordingId,
            score,
            pValue,
            isHeldOut: toFlag(isHeldOut),
            peakS: lane.peakS,
            views: JSON.stringify(views),
            bands: packNumbers(bands),
            reasons: JSON.stringify(reasons),
            lane: packLane(lane),
            scoredAt
          }))
        )
        .execute()
    }
  },

  /** Results of recordings by one model, in the order of the clips. */
  results: async (modelId: string, recordingIds: readonly string[]): Promise<ClipResult[]> => {
    const rows = await db
      .selectFrom('score')
      .innerJoin('clip', 'clip.id', 'score.clipId')
      .innerJoin('model', 'model.id', 'score.modelId')
      .selectAll('score')
      .select([
        'clip.startS',
        'clip.lengthS',
        'model.version',
        'model.detector',
        'model.threshold',
        'model.monitorLine'
      ])
      .where('score.modelId', '=', modelId)
      .where(inIds('score.recordingId', recordingIds))
      .orderBy('score.recordingId')
      .orderBy('clip.startS')
      .execute()
    return rows.map(row => ({
      clipId: row.clipId,
      recordingId: row.recordingId,
      modelId: row.modelId,
      modelVersion: row.version,
      detector: row.detector,
      startS: row.startS,
      lengthS: row.lengthS,
      score: row.score,
      pValue: row.pValue,
      isFlagged: row.score >= row.threshold,
      isAboveMonitor: row.score >= row.monitorLine,
      isHeldOut: row.isHeldOut === 1,
      threshold: row.threshold,
      monitorLine: row.monitorLine,
      views: parseJson(z.array(viewSchema), row.views),
      bands: unpackNumbers(row.bands),
      reasons: parseJson(z.array(reasonSchema), row.reasons),
      lane: unpackLane(row.lane)
    }))
  },

  /** Scores of one model as they stand, without the explanations, by time and name. */
  plainOfModel: (modelId: string) =>
    db
      .selectFrom('score')
      .innerJoin('clip', 'clip.id', 'score.clipId')
      .innerJoin('recording', 'recording.id', 'score.recordingId')
      .select([
        'recording.folder',
        'recording.fileName',
        'recording.recordedAt',
        'recording.label',
        'clip.startS',
        'clip.lengthS',
        'score.score',
        'score.pValue',
        'score.isHeldOut',
        'score.peakS',
        'score.reasons'
      ])
      .where('score.modelId', '=', modelId)
      .where('clip.isCurrent', '=', 1)
      .orderBy('recording.recordedAt')
      .orderBy('recording.fileName')
      .orderBy('clip.startS')
      .execute(),

  /** Highest scores of the recordings that both models have scored on the same clips. */
  compare: async (modelId: string, otherModelId: string): Promise<ScorePair[]> => {
    const { rows } = await sql<ScorePair>`
      select a.recording_id as recording_id, r.file_name as file_name,
        max(a.score) as score, max(b.score) as other_score
      from score a
      join score b on b.clip_id = a.clip_id and b.model_id = ${otherModelId}
      join recording r on r.id = a.recording_id
      where a.model_id = ${modelId}
      group by a.recording_id order by r.recorded_at, r.file_name`.execute(db)
    return rows
  },

  heldOutClipIds: async (modelId: string): Promise<Set<string>> => {
    const rows = await db
      .selectFrom('score')
      .select('clipId')
      .where('modelId', '=', modelId)
      .where('isHeldOut', '=', 1)
      .execute()
    return new Set(rows.map(row => row.clipId))
  },

  /** The highest score of each recording of a machine by each version that scored it. */
  highestOfMachine: async (machineId: string) => {
    const rows = await db
      .selectFrom('score')
      .innerJoin('model', 'model.id', 'score.modelId')
      .select(eb => [
        'score.recordingId',
        'score.modelId',
        eb.fn.max('score.score').as('score'),
        eb.fn.max('score.isHeldOut').as('isHeldOut')
      ])
      .where('model.machineId', '=', machineId)
      .groupBy(['score.recordingId', 'score.modelId'])
      .execute()
    return rows.map(row => ({ ...row, isHeldOut: Number(row.isHeldOut) === 1 }))
  }
})
