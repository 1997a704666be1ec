import type { Kysely } from 'kysely'
import type { Tables } from '../tables.ts'
import { chunks, inIds } from '../values.ts'

/** Operating conditions of recordings as key-value pairs. */
export const attributeRepository = (db: Kysely<Tables>) => ({
  insert: async (
    rows: readonly { readonly recordingId: string; readonly attributes: Readonly<Record<string, string>> }[]
  ): Promise<void> => {
    const pairs = rows.flatMap(({ recordingId, attributes }) =>
      Object.entries(attributes).map(([name, value]) => ({ recordingId, name, value }))
    )
    for (const part of chunks(pairs)) {
      await db
        .insertInto('attribute')
        .values(part)
        .onConflict(conflict =>
          conflict.columns(['recordingId', 'name']).doUpdateSet(eb => ({ value: eb.ref('excluded.value') }))
        )
        .execute()
    }
  },

  clear: async (recordingIds: readonly string[]): Promise<void> => {
    await db.deleteFrom('attribute').where(inIds('recordingId', recordingIds)).execute()
  }
})
