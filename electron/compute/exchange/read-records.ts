import { recordsEntry, type Manifest, type RecordKind } from '../../contract/exchange-records.ts'
import type { Archive } from './archive.ts'
import { readContent } from './content.ts'
import { lineSplitter } from './lines.ts'
import { listedEntry } from './manifest.ts'
import { RecordError } from './record-check.ts'
import { refusal } from './refusal.ts'

/** A score lane of an hour is a tenth of this. */
const MAX_LINE_BYTES = 16 * 1024 * 1024

interface Visitor {
  /** Gets what JSON says in a line. */
  readonly visit: (value: unknown) => unknown
  /** Called between pieces of the entry. */
  readonly afterPiece?: () => Promise<void>
}

/**
 * Reads the records of a kind line by line.
 * @throws AppError unreadable, with the line that does not fit
 */
export const readRecords = async (
  archive: Archive,
  manifest: Manifest,
  kind: RecordKind,
  signal: AbortSignal,
  { visit, afterPiece }: Visitor
): Promise<void> => {
  const name = recordsEntry(kind)
  const { fileName } = archive
  let count = 0
  const splitter = lineSplitter(MAX_LINE_BYTES, (text, number) => {
    count = number
    try {
      visit(JSON.parse(text))
    } catch (cause) {
      if (cause instanceof RecordError) {
        throw refusal(fileName, `"${name}", line ${number}: ${cause.message}`, name, cause)
      }
      if (cause instanceof SyntaxError) {
        throw refusal(fileName, `"${name}", line ${number} is no JSON`, name, cause)
      }
      throw cause
    }
  })
  const textFault = (cause: unknown): unknown => {
    const isFault = cause instanceof RangeError || (cause instanceof TypeError && 'code' in cause)
    return isFault ? refusal(fileName, `"${name}" is no text of lines`, name, cause) : cause
  }
  try {
    await readContent(archive, listedEntry(archive, manifest, name), signal, async chunk => {
      splitter.push(chunk)
      await afterPiece?.()
    })
    splitter.end()
  } catch (cause) {
    throw textFault(cause)
  }
  if (count === manifest.counts[kind]) return
  throw refusal(fileName, `"${name}" holds ${count} records, ${manifest.counts[kind]} are announced`, name)
}
