import type { Kysely } from 'kysely'
import { z } from 'zod'
import type { Tables } from '../tables.ts'
import { parseJson } from '../values.ts'

export interface AuditEntry {
  readonly at: string
  readonly by: string
  readonly action: string
  readonly details: Record<string, unknown>
}

/** Who did what, when; entries are never changed. */
export const auditLogRepository = (db: Kysely<Tables>) => ({
  add: async (entry: AuditEntry & { readonly machineId: string | null }): Promise<void> => {
    await db
      .insertInto('auditLog')
      .values({ ...entry, details: JSON.stringify(entry.details) })
      .execute()
  },

  /** Newest first. */
  list: async (limit: number, machineId?: string): Promise<AuditEntry[]> => {
    const query = db
      .selectFrom('auditLog')
      .select(['at', 'by', 'action', 'details'])
      .orderBy('id', 'desc')
      .limit(limit)
    const rows = await (machineId === undefined ? query : query.where('machineId', '=', machineId)).execute()
    return rows.map(row => ({ ...row, details: parseJson(z.record(z.string(), z.unknown()), row.details) }))
  }
})
