import type { Kysely } from 'kysely'
import type { MachineEvent } from '../../contract/index.ts'
import type { Tables } from '../tables.ts'

/** What happened to machines ("bearing replaced"). */
export const eventRepository = (db: Kysely<Tables>) => ({
  insert: async (event: MachineEvent): Promise<void> => {
    await db.insertInto('event').values(event).execute()
  },

  get: (id: string): Promise<MachineEvent | undefined> =>
    db.selectFrom('event').selectAll().where('id', '=', id).executeTakeFirst(),

  ofMachine: (machineId: string): Promise<MachineEvent[]> =>
    db.selectFrom('event').selectAll().where('machineId', '=', machineId).orderBy('at').execute(),

  remove: async (id: string): Promise<void> => {
    await db.deleteFrom('event').where('id', '=', id).execute()
  }
})
