import { sql, type Kysely, type RawBuilder } from 'kysely'
import type { ParsedInput, Recording, RecordingFilter } from '../../contract/index.ts'
import type { Tables } from '../tables.ts'
import { hasBadge, searchText, selectRecordings, toStoredRecording } from './recording-rows.ts'

export type RecordingListInput = ParsedInput<'recordings.list'>

const conditions = (filter: RecordingFilter): RawBuilder<boolean> => {
  const parts: RawBuilder<unknown>[] = [sql`machine_id = ${filter.machineId}`]
  if (filter.text !== undefined && filter.text.trim() !== '') {
    // Through a narrow index of its own, so that the wide rows are read for the hits alone.
    parts.push(sql`rowid in (
      select rowid from recording
      where machine_id = ${filter.machineId} and instr(search_text, ${searchText(filter.text.trim())}) > 0)`)
  }
  if (filter.label !== undefined) parts.push(sql`label = ${filter.label}`)
  if (filter.isFlagged === true) parts.push(sql`is_flagged = 1`)
  if (filter.isFlagged === false) parts.push(sql`is_flagged = 0`)
  if (filter.isHeldOut !== undefined)
    parts.push(sql`score is not null and is_held_out = ${filter.isHeldOut ? 1 : 0}`)
  if (filter.badge !== undefined) {
    parts.push(sql`rowid in (
      select rowid from recording
      where machine_id = ${filter.machineId} and badges <> '[]' and ${hasBadge(filter.badge)})`)
  }
  if (filter.from !== undefined) parts.push(sql`recorded_at >= ${new Date(filter.from).toISOString()}`)
  if (filter.to !== undefined) parts.push(sql`recorded_at <= ${new Date(filter.to).toISOString()}`)
  return sql<boolean>`${sql.join(parts, sql` and `)}`
}

/** Reading recordings by filter, sort and page: one query for the rows and one for their number. */
export const recordingListRepository = (db: Kysely<Tables>) => ({
  page: async (input: RecordingListInput): Promise<{ total: number; rows: Recording[] }> => {
    const where = conditions(input)
    const direction = input.descending ? sql`desc` : sql`asc`
    // Recordings without the value come last either way; rowid makes the order of equals a fixed one.
    const order = sql`${sql.ref(`recording.${input.sort}`)} ${direction} nulls last, recording.rowid ${direction}`
    const rows = await selectRecordings(db)
      // The page is found on narrow rows first: sorting whole ones costs several times as much.
      .where(
        sql<boolean>`recording.rowid in (
          select rowid from recording where ${where} order by ${order}
          limit ${input.limit} offset ${input.offset})`
      )
      .orderBy(order)
      .execute()
    const { total } = await db
      .selectFrom('recording')
      .select(eb => eb.fn.countAll<number>().as('total'))
      .where(where)
      .executeTakeFirstOrThrow()
    return { total, rows: rows.map(toStoredRecording) }
  },

  ids: async (filter: RecordingFilter): Promise<string[]> => {
    const rows = await db
      .selectFrom('recording')
      .select('id')
      .where(conditions(filter))
      .orderBy('recordedAt', 'desc')
      .execute()
    return rows.map(row => row.id)
  }
})
