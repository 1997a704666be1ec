import type { Kysely, Selectable } from 'kysely'
import type { Machine, MachineFields } from '../../contract/index.ts'
import type { MachineTable, Tables } from '../tables.ts'
import { toFlag } from '../values.ts'

const toMachine = ({ lastModelVersion: _, ...row }: Selectable<MachineTable>): Machine => ({
  ...row,
  ignoreLevel: row.ignoreLevel === 1,
  isSample: row.isSample === 1
})

/** Machines, and the counter of their model versions. */
export const machineRepository = (db: Kysely<Tables>) => ({
  insert: async (machine: Machine): Promise<void> => {
    await db
      .insertInto('machine')
      .values({ ...machine, ignoreLevel: toFlag(machine.ignoreLevel), isSample: toFlag(machine.isSample) })
      .execute()
  },

  get: async (id: string): Promise<Machine | undefined> => {
    const row = await db.selectFrom('machine').selectAll().where('id', '=', id).executeTakeFirst()
    return row && toMachine(row)
  },

  list: async (): Promise<Machine[]> =>
    (await db.selectFrom('machine').selectAll().orderBy('createdAt').execute()).map(toMachine),

  update: async (id: string, { ignoreLevel, ...fields }: Partial<MachineFields>): Promise<void> => {
    const flag = ignoreLevel === undefined ? {} : { ignoreLevel: toFlag(ignoreLevel) }
    const values = { ...fields, ...flag }
    if (Object.keys(values).length === 0) return
    await db.updateTable('machine').set(values).where('id', '=', id).execute()
  },

  setCurrentModel: async (id: string, currentModelId: string | null): Promise<void> => {
    await db.updateTable('machine').set({ currentModelId }).where('id', '=', id).execute()
  },

  setBandHz: async (id: string, bandHz: number | null): Promise<void> => {
    await db.updateTable('machine').set({ bandHz }).where('id', '=', id).execute()
  },

  /** The number of the next model: never one that was given before, even if that model is gone. */
  takeModelVersion: async (id: string): Promise<number> => {
    const { lastModelVersion } = await db
      .updateTable('machine')
      .set(eb => ({ lastModelVersion: eb('lastModelVersion', '+', 1) }))
      .where('id', '=', id)
      .returning('lastModelVersion')
      .executeTakeFirstOrThrow()
    return lastModelVersion
  },

  remove: async (id: string): Promise<void> => {
    await db.deleteFrom('machine').where('id', '=', id).execute()
  }
})
