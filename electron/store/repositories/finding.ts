import { sql, type Kysely } from 'kysely'
import { z } from 'zod'
import { reasonSchema, type Finding, type Verdict } from '../../contract/index.ts'
import type { Tables } from '../tables.ts'
import { inIds, parseJson } from '../values.ts'

const selectFindings = (db: Kysely<Tables>) =>
  db
    .selectFrom('finding')
    .innerJoin('recording', 'recording.id', 'finding.recordingId')
    .innerJoin('clip', 'clip.id', 'finding.clipId')
    .leftJoin('model', join =>
      join
        .onRef('model.machineId', '=', 'finding.machineId')
        .onRef('model.version', '=', 'finding.modelVersion')
    )
    .selectAll('finding')
    .select(['recording.fileName', 'recording.recordedAt', 'clip.startS', 'clip.lengthS', 'model.detector'])

const currentDetector = (machineId: string) =>
  sql`(select m.detector from model m join machine on machine.current_model_id = m.id where machine.id = ${machineId})`

type FindingRow = Awaited<ReturnType<ReturnType<typeof selectFindings>['execute']>>[number]

const toFinding = (row: FindingRow): Finding => ({
  ...row,
  reasons: parseJson(z.array(reasonSchema), row.reasons)
})

/** Findings: one per clip that the current model flags, and those with a person's verdict. */
export const findingRepository = (db: Kysely<Tables>) => ({
  /**
   * Makes the findings of a machine follow the flags of its current model. Undecided ones appear, change and
   * go with the flag; one with a verdict stays as it was judged. A normal recording that the model learned from
   * is shown with its held-out score and never becomes a finding. With ids: of these recordings only.
   */
  follow: async (
    machineId: string,
    modelId: string | null,
    recordingIds?: readonly string[]
  ): Promise<void> => {
    const flagged = sql`
      from score s
      join model m on m.id = s.model_id
      join clip c on c.id = s.clip_id and c.is_current = 1
      join recording r on r.id = s.recording_id
      where s.model_id = ${modelId} and s.score >= m.threshold and not (s.is_held_out = 1 and r.label = 'normal')
      ${recordingIds === undefined ? sql`` : sql`and ${inIds('s.recordingId', recordingIds)}`}`
    await sql`
      delete from finding where machine_id = ${machineId} and verdict is null
      ${recordingIds === undefined ? sql`` : sql`and ${inIds('recordingId', recordingIds)}`}
      and clip_id not in (select s.clip_id ${flagged})`.execute(db)
    await sql`
      insert into finding
        (id, machine_id, recording_id, clip_id, model_version, score, threshold, p_value, peak_s, reasons)
      select lower(hex(randomblob(16))), ${machineId}, s.recording_id, s.clip_id, m.version, s.score, m.threshold,
        s.p_value, s.peak_s, s.reasons
      ${flagged}
      on conflict (clip_id) do update set
        model_version = excluded.model_version, score = excluded.score, threshold = excluded.threshold,
        p_value = excluded.p_value, peak_s = excluded.peak_s, reasons = excluded.reasons
      where finding.verdict is null`.execute(db)
  },

  /**
   * Open ones first, then those whose score the current detector gave, each group by how far the score is above its
   * threshold: scores of two detectors have no common scale.
   */
  list: async (machineId: string, verdict?: Verdict | 'open'): Promise<Finding[]> => {
    const query = selectFindings(db)
      .where('finding.machineId', '=', machineId)
      .orderBy(sql`finding.verdict is not null`)
      .orderBy(sql`model.detector is not ${currentDetector(machineId)}`)
      .orderBy('model.detector')
      .orderBy(sql`finding.score - finding.threshold`, 'desc')
    if (verdict === undefined) return (await query.execute()).map(toFinding)
    const chosen = query.where(
      'finding.verdict',
      verdict === 'open' ? 'is' : '=',
      verdict === 'open' ? null : verdict
    )
    return (await chosen.execute()).map(toFinding)
  },

  get: async (id: string): Promise<Finding | undefined> => {
    const row = await selectFindings(db).where('finding.id', '=', id).executeTakeFirst()
    return row && toFinding(row)
  },

  decide: async (
    id: string,
    decision: Pick<Finding, 'verdict' | 'comment' | 'decidedBy' | 'decidedAt'>
  ): Promise<void> => {
    await db.updateTable('finding').set(decision).where('id', '=', id).execute()
  },

  openCounts: async (): Promise<Map<string, number>> => {
    const rows = await db
      .selectFrom('finding')
      .select(eb => ['machineId', eb.fn.countAll<number>().as('count')])
      .where('verdict', 'is', null)
      .groupBy('machineId')
      .execute()
    return new Map(rows.map(row => [row.machineId, row.count]))
  }
})
