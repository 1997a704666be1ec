import type { Kysely } from 'kysely'
import type { Report } from '../../contract/index.ts'
import type { Tables } from '../tables.ts'

/** Finished reports; the PDF lies at reports/<id>.pdf. */
export const reportRepository = (db: Kysely<Tables>) => ({
  insert: async (report: Report): Promise<void> => {
    await db.insertInto('report').values(report).execute()
  },

  get: (id: string): Promise<Report | undefined> =>
    db.selectFrom('report').selectAll().where('id', '=', id).executeTakeFirst(),

  /** Newest first. */
  ofMachine: (machineId: string): Promise<Report[]> =>
    db
      .selectFrom('report')
      .selectAll()
      .where('machineId', '=', machineId)
      .orderBy('createdAt', 'desc')
      .execute(),

  allIds: async (): Promise<Set<string>> =>
    new Set((await db.selectFrom('report').select('id').execute()).map(row => row.id))
})
