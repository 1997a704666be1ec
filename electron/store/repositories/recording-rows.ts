import { sql, type Kysely, type RawBuilder, type Selectable } from 'kysely'
import type { BadgeCode, Recording } from '../../contract/index.ts'
import type { RecordingTable, Tables } from '../tables.ts'
import { parseAttributes, parseBadges } from '../values.ts'

/** A recording with what only the host knows of it. */
export interface StoredRecording extends Recording {
  readonly storedPath: string
  readonly bandwidthHz: number | null
}

const flagOrNull = (value: 0 | 1 | null): boolean | null => (value === null ? null : value === 1)

export const toStoredRecording = (
  row: Selectable<RecordingTable> & { attributes: string }
): StoredRecording => {
  const { searchText: _, clipCount, ...rest } = row
  return {
    ...rest,
    clips: clipCount,
    attributes: parseAttributes(row.attributes),
    badges: parseBadges(row.badges),
    isFlagged: flagOrNull(row.isFlagged),
    isAboveMonitor: flagOrNull(row.isAboveMonitor),
    isHeldOut: row.isHeldOut === 1
  }
}

/** The attributes of a row of recording as one JSON object. */
export const attributesOfRecording = sql<string>`
  (select json_group_object(name, value) from attribute where recording_id = recording.id)`

/** All columns of recordings, and their attributes. */
export const selectRecordings = (db: Kysely<Tables>) =>
  db.selectFrom('recording').selectAll('recording').select(attributesOfRecording.as('attributes'))

/** What the text filter compares: lower case, composed. */
export const searchText = (text: string): string => text.normalize('NFC').toLowerCase()

/** Badges lie as JSON with the code first; looking for that text needs no second table. */
export const hasBadge = (code: BadgeCode): RawBuilder<boolean> =>
  sql<boolean>`instr(${sql.ref('recording.badges')}, ${`{"code":"${code}"`}) > 0`
