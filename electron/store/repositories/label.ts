import type { Kysely } from 'kysely'
import type { Label } from '../../contract/index.ts'
import type { Tables } from '../tables.ts'
import { chunks } from '../values.ts'

/** Who said what of a recording, and when; the label in force is repeated in recording.label. */
export const labelRepository = (db: Kysely<Tables>) => ({
  add: async (recordingIds: readonly string[], label: Label, by: string, at: string): Promise<void> => {
    for (const part of chunks(recordingIds)) {
      await db
        .insertInto('label')
        .values(part.map(recordingId => ({ recordingId, label, by, at })))
        .execute()
    }
  },

  history: (recordingId: string): Promise<{ label: Label; by: string; at: string }[]> =>
    db
      .selectFrom('label')
      .select(['label', 'by', 'at'])
      .where('recordingId', '=', recordingId)
      .orderBy('id')
      .execute()
})
