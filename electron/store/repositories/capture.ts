import type { Kysely } from 'kysely'
import { captureSchema, type Capture } from '../../contract/index.ts'
import type { Tables } from '../tables.ts'
import { parseJson, toFlag } from '../values.ts'

const { device, settings, series, gaps } = captureSchema.shape

/** How recordings were made at the machine; those that came in as files have no row. */
export const captureRepository = (db: Kysely<Tables>) => ({
  insert: async (recordingId: string, capture: Capture): Promise<void> => {
    await db
      .insertInto('capture')
      .values({
        ...capture,
        recordingId,
        device: JSON.stringify(capture.device),
        settings: JSON.stringify(capture.settings),
        series: capture.series && JSON.stringify(capture.series),
        gaps: JSON.stringify(capture.gaps),
        isRecovered: toFlag(capture.isRecovered)
      })
      .execute()
  },

  get: async (recordingId: string): Promise<Capture | undefined> => {
    const row = await db
      .selectFrom('capture')
      .selectAll()
      .where('recordingId', '=', recordingId)
      .executeTakeFirst()
    if (!row) return undefined
    const { recordingId: _, ...facts } = row
    return {
      ...facts,
      device: parseJson(device, row.device),
      settings: parseJson(settings, row.settings),
      series: row.series === null ? null : parseJson(series, row.series),
      gaps: parseJson(gaps, row.gaps),
      isRecovered: row.isRecovered === 1
    }
  }
})
