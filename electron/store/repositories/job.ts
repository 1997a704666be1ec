import { sql, type Kysely } from 'kysely'
import { z } from 'zod'
import { errorSchema, type ErrorBody, type Job, type JobKind, type JobState } from '../../contract/index.ts'
import type { JobTable, Tables } from '../tables.ts'
import { parseJson } from '../values.ts'

export type StoredJob = Omit<Job, 'remainingS'>

export interface JobPatch {
  readonly state?: JobState
  readonly progress?: number
  readonly message?: string
  readonly startedAt?: string
  readonly endedAt?: string
  readonly result?: Record<string, unknown> | null
  readonly error?: ErrorBody | null
}

const COLUMNS = [
  'id',
  'kind',
  'state',
  'machineId',
  'progress',
  'message',
  'createdAt',
  'startedAt',
  'endedAt',
  'result',
  'error'
] as const

const toJob = (row: Omit<JobTable, 'input'>): StoredJob => ({
  ...row,
  result: row.result === null ? null : parseJson(z.record(z.string(), z.unknown()), row.result),
  error: row.error === null ? null : parseJson(errorSchema, row.error)
})

const asText = (value: unknown): string | null => (value === null ? null : JSON.stringify(value))

/** Jobs with the input that they can be run again with. */
export const jobRepository = (db: Kysely<Tables>) => ({
  insert: async (job: StoredJob, input: unknown): Promise<void> => {
    await db
      .insertInto('job')
      .values({ ...job, input: JSON.stringify(input), result: asText(job.result), error: asText(job.error) })
      .execute()
  },

  get: async (id: string): Promise<StoredJob | undefined> => {
    const row = await db.selectFrom('job').select(COLUMNS).where('id', '=', id).executeTakeFirst()
    return row && toJob(row)
  },

  /** The input as it was stored; validate it before use. */
  input: async (id: string): Promise<unknown> => {
    const row = await db.selectFrom('job').select('input').where('id', '=', id).executeTakeFirst()
    return row && JSON.parse(row.input)
  },

  /** Newest first. */
  list: async (limit: number, machineId?: string): Promise<StoredJob[]> => {
    const query = db
      .selectFrom('job')
      .select(COLUMNS)
      .orderBy('createdAt', 'desc')
      .orderBy(sql`rowid`, 'desc')
      .limit(limit)
    return (await (machineId === undefined ? query : query.where('machineId', '=', machineId)).execute()).map(
      toJob
    )
  },

  /** All jobs of a kind that reached their end, of one machine or of all. */
  done: async (kind: JobKind, machineId?: string): Promise<StoredJob[]> => {
    const query = db.selectFrom('job').select(COLUMNS).where('kind', '=', kind).where('state', '=', 'done')
    return (await (machineId === undefined ? query : query.where('machineId', '=', machineId)).execute()).map(
      toJob
    )
  },

  /** Jobs of a kind that an ended process left behind, with their input; validate it before use. */
  interrupted: async (kind: JobKind): Promise<{ id: string; input: unknown }[]> => {
    const rows = await db
      .selectFrom('job')
      .select(['id', 'input'])
      .where('kind', '=', kind)
      .where('state', '=', 'interrupted')
      .execute()
    return rows.map(({ id, input }) => ({ id, input: JSON.parse(input) as unknown }))
  },

  update: async (id: string, { result, error, ...patch }: JobPatch): Promise<void> => {
    await db
      .updateTable('job')
      .set({
        ...patch,
        ...(result === undefined ? {} : { result: asText(result) }),
        ...(error === undefined ? {} : { error: asText(error) })
      })
      .where('id', '=', id)
      .execute()
  },

  /** Ids of the jobs that an ended process left behind. */
  unfinishedIds: async (): Promise<string[]> =>
    (await db.selectFrom('job').select('id').where('state', 'in', ['queued', 'running']).execute()).map(
      row => row.id
    ),

  /** Upload ids of jobs that can be run again: their files are kept. */
  retryableUploadIds: async (): Promise<Set<string>> => {
    const rows = await db
      .selectFrom('job')
      .select(sql<string | null>`json_extract(input, '$.uploadId')`.as('uploadId'))
      .where('kind', 'in', ['import', 'import-machine'])
      .where('state', 'in', ['interrupted', 'failed', 'cancelled', 'queued'])
      .execute()
    return new Set(rows.flatMap(row => row.uploadId ?? []))
  }
})
