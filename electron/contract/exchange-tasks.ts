/** What the host and a compute process say to each other of exported machines. Paths are absolute. */
import type { MachineRecord, Manifest, RecordKind } from './exchange-records.ts'

/** A file that becomes an entry. */
export interface PackFile {
  readonly name: string
  readonly path: string
  /** What a person knows it by, for the sentence where it cannot be read. */
  readonly shownName: string
  readonly sizeBytes: number
  /** Where its content is known, it is compared on the way. */
  readonly sha256: string | null
  /** fit: compressed where a sample of it says that this pays. */
  readonly compression: 'always' | 'never' | 'fit'
}

export interface PackInput {
  readonly head: Omit<Manifest, 'entries' | 'format' | 'version'>
  /** Folder with the machine and its rows, under the names of their entries. */
  readonly rowsDir: string
  /** Folder below which the recordings lie as the rows say. */
  readonly dataDir: string
  /** Models and reports. */
  readonly files: readonly PackFile[]
  /** Made there; the caller gives it its final name, or removes it. */
  readonly outPath: string
}

export interface InspectedFile {
  readonly sizeBytes: number
  /** Without the list of entries. */
  readonly head: Omit<Manifest, 'entries'>
  readonly machine: MachineRecord
  /** Version of the model in use. */
  readonly modelVersion: number | null
  /** Sum of the sizes of all entries. */
  readonly contentBytes: number
}

export interface UnpackInput {
  readonly path: string
  /** The file's name in sentences. */
  readonly fileName: string
  /** An existing empty folder; recordings, models, reports and records are laid out below it. */
  readonly stageDir: string
  /** Recordings that lie there already are verified in the file and not laid out again. */
  readonly dataDir: string
  /** Where given, every identifier is replaced by one derived from it and this text. */
  readonly renewal: string | null
}

/** Where the records of a kind lie in the folder of an unpacked machine: one JSON object a line, checked. */
export const stagedRecords = (kind: RecordKind): string => `records/${kind}.ndjson`
