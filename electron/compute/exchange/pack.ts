import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import path from 'node:path'
import { MEDIA_TYPE } from '../../contract/exchange.ts'
import {
  FORMAT_NAME,
  FORMAT_VERSION,
  MACHINE_ENTRY,
  MANIFEST_ENTRY,
  MEDIA_TYPE_ENTRY,
  RECORD_KINDS,
  recordSchemas,
  recordsEntry,
  type Manifest,
  type ManifestEntry
} from '../../contract/exchange-records.ts'
import type { PackFile, PackInput } from '../../contract/exchange-tasks.ts'
import { storageError } from '../../files/storage-error.ts'
import { lineSplitter } from './lines.ts'
import { verify } from './verify.ts'
import { openZipWriter } from './zip-writer.ts'

/** What a line of the recordings has to be shorter than. */
const MAX_LINE_BYTES = 16 * 1024 * 1024

interface Progress {
  readonly signal: AbortSignal
  report(fraction: number, message: string): void
}

/** The files of the rows themselves. */
const rowFiles = (rowsDir: string): Promise<PackFile[]> =>
  Promise.all(
    [MACHINE_ENTRY, ...RECORD_KINDS.map(recordsEntry)].map(async name => {
      const file = path.join(rowsDir, name)
      const { size: sizeBytes } = await stat(file)
      return { name, path: file, shownName: name, sizeBytes, sha256: null, compression: 'always' }
    })
  )

/** The original bytes that the rows of the recordings speak of, a few at a time. */
async function* recordingFiles({ rowsDir, dataDir }: PackInput): AsyncGenerator<PackFile> {
  let files: PackFile[] = []
  const splitter = lineSplitter(MAX_LINE_BYTES, text => {
    const { file, fileName, sha256, sizeBytes } = recordSchemas.recordings.parse(JSON.parse(text))
    const place = path.join(dataDir, file)
    files.push({ name: file, path: place, shownName: fileName, sizeBytes, sha256, compression: 'fit' })
  })
  for await (const chunk of createReadStream(path.join(rowsDir, recordsEntry('recordings')))) {
    splitter.push(chunk as Buffer)
    yield* files
    files = []
  }
  splitter.end()
  yield* files
}

/**
 * Writes an exported machine: rows, files, recordings, then a manifest with the checksum of each. What is written is
 * the caller's to sync, to name and, where this fails, to remove.
 * @throws AppError unreadable, naming the file; conflict where the place cannot be written
 */
export const pack = async (
  input: PackInput,
  { signal, report }: Progress
): Promise<{ readonly sizeBytes: number }> => {
  const { head, rowsDir, files, outPath } = input
  const rows = await rowFiles(rowsDir)
  const count = rows.length + files.length + head.counts.recordings
  const archive = openZipWriter(outPath, new Date(head.createdAt), signal)
  const entries: ManifestEntry[] = [archive.bytes(MEDIA_TYPE_ENTRY, Buffer.from(MEDIA_TYPE), 'never')]
  const add = async (file: PackFile): Promise<void> => {
    signal.throwIfAborted()
    entries.push(await archive.file(file))
    report((0.95 * (entries.length - 1)) / count, `${entries.length - 1} of ${count} files`)
  }
  try {
    for (const file of [...rows, ...files]) await add(file)
    for await (const file of recordingFiles(input)) await add(file)
    const manifest: Manifest = { format: FORMAT_NAME, version: FORMAT_VERSION, ...head, entries }
    archive.bytes(MANIFEST_ENTRY, Buffer.from(JSON.stringify(manifest)), 'always')
    await archive.finish()
    report(0.95, 'reading back what was written')
    await verify(outPath, signal)
    return { sizeBytes: (await stat(outPath)).size }
  } catch (error) {
    await archive.abandon()
    throw storageError(error, path.dirname(outPath))
  }
}
