import type { Kysely } from 'kysely'
import type { Tables } from '../tables.ts'

/** Settings by key; values are JSON. */
export const settingRepository = (db: Kysely<Tables>) => ({
  all: async (): Promise<Record<string, unknown>> => {
    const rows = await db.selectFrom('setting').selectAll().execute()
    return Object.fromEntries(rows.map(row => [row.key, JSON.parse(row.value)]))
  },

  save: async (values: Readonly<Record<string, unknown>>): Promise<void> => {
    for (const [key, value] of Object.entries(values)) {
      if (value === undefined) continue
      const text = JSON.stringify(value)
      await db
        .insertInto('setting')
        .values({ key, value: text })
        .onConflict(conflict => conflict.column('key').doUpdateSet({ value: text }))
        .execute()
    }
  }
})
