import { sql, type Insertable, type Kysely } from 'kysely'
import { z } from 'zod'
import {
  checkSchema,
  falseAlarmsSchema,
  modelSchema,
  trainingSchema,
  type FalseAlarms,
  type Model
} from '../../contract/index.ts'
import type { ModelTable, Tables } from '../tables.ts'
import { parseJson, toFlag } from '../values.ts'

/** A model with the setting of the machine that it was fitted with. */
export interface StoredModel extends Model {
  readonly channel: number
  readonly clipLengthS: number
  readonly fittedFalseAlarms: FalseAlarms
}

export type NewModel = Omit<StoredModel, 'isCurrent'>

const selectModels = (db: Kysely<Tables>) =>
  db
    .selectFrom('model')
    .selectAll('model')
    .select(
      sql<number>`exists (select 1 from machine where machine.current_model_id = model.id)`.as('isCurrent')
    )

type ModelRow = Awaited<ReturnType<ReturnType<typeof selectModels>['execute']>>[number]

const toModel = (row: ModelRow): StoredModel => ({
  ...row,
  params: parseJson(modelSchema.shape.params, row.params),
  conditions: parseJson(z.array(z.string()), row.conditions),
  isProvisional: row.isProvisional === 1,
  fittedFalseAlarms: parseJson(falseAlarmsSchema, row.fittedFalseAlarms),
  falseAlarms: parseJson(falseAlarmsSchema, row.falseAlarms),
  heldOutScores: parseJson(z.array(z.number()), row.heldOutScores),
  excluded: parseJson(modelSchema.shape.excluded, row.excluded),
  warnings: parseJson(modelSchema.shape.warnings, row.warnings),
  training: row.training === null ? null : parseJson(trainingSchema, row.training),
  check: row.check === null ? null : parseJson(checkSchema, row.check),
  isCurrent: row.isCurrent === 1
})

const toRow = (model: NewModel): Insertable<ModelTable> => ({
  ...model,
  params: JSON.stringify(model.params),
  conditions: JSON.stringify(model.conditions),
  isProvisional: toFlag(model.isProvisional),
  fittedFalseAlarms: JSON.stringify(model.fittedFalseAlarms),
  falseAlarms: JSON.stringify(model.falseAlarms),
  heldOutScores: JSON.stringify(model.heldOutScores),
  excluded: JSON.stringify(model.excluded),
  warnings: JSON.stringify(model.warnings),
  training: model.training && JSON.stringify(model.training),
  check: model.check && JSON.stringify(model.check)
})

/** Models: immutable but for the threshold in force and the note. */
export const modelRepository = (db: Kysely<Tables>) => ({
  insert: async (model: NewModel): Promise<void> => {
    await db.insertInto('model').values(toRow(model)).execute()
  },

  get: async (id: string): Promise<StoredModel | undefined> => {
    const row = await selectModels(db).where('model.id', '=', id).executeTakeFirst()
    return row && toModel(row)
  },

  /** Newest version first. */
  ofMachine: async (machineId: string): Promise<StoredModel[]> =>
    (await selectModels(db).where('machineId', '=', machineId).orderBy('version', 'desc').execute()).map(
      toModel
    ),

  allIds: async (): Promise<Set<string>> =>
    new Set((await db.selectFrom('model').select('id').execute()).map(row => row.id)),

  setNote: async (id: string, note: string): Promise<void> => {
    await db.updateTable('model').set({ note }).where('id', '=', id).execute()
  },

  setThreshold: async (id: string, threshold: number, falseAlarms: FalseAlarms): Promise<void> => {
    await db
      .updateTable('model')
      .set({ threshold, falseAlarms: JSON.stringify(falseAlarms) })
      .where('id', '=', id)
      .execute()
  },

  remove: async (id: string): Promise<void> => {
    await db.deleteFrom('model').where('id', '=', id).execute()
  }
})
