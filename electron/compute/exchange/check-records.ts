import {
  MACHINE_ENTRY,
  RECORD_KINDS,
  type Manifest,
  type RecordKind
} from '../../contract/exchange-records.ts'
import type { Archive } from './archive.ts'
import { readRecords } from './read-records.ts'
import { RecordError, type RecordCheck } from './record-check.ts'
import { refusal } from './refusal.ts'

/** Takes the checked records of a kind: `begin` gets them one by one, and is told when a piece was read. */
export interface RecordSink {
  readonly take: (record: unknown) => unknown
  readonly afterPiece: () => Promise<void>
}

/**
 * Reads and checks all records of an archive; `withSink` gives each kind where its records go.
 * @throws AppError unreadable, with the entry and the line that does not fit
 */
export const checkRecords = async (
  archive: Archive,
  manifest: Manifest,
  check: RecordCheck,
  signal: AbortSignal,
  withSink: (kind: RecordKind, read: (sink: RecordSink) => Promise<void>) => Promise<void>
): Promise<void> => {
  for (const kind of RECORD_KINDS) {
    await withSink(kind, ({ take, afterPiece }) =>
      readRecords(archive, manifest, kind, signal, {
        visit: value => take(check.check(kind, value)),
        afterPiece
      })
    )
  }
  try {
    check.finish()
  } catch (cause) {
    if (!(cause instanceof RecordError)) throw cause
    throw refusal(archive.fileName, cause.message, MACHINE_ENTRY, cause)
  }
}
