import { open, stat } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { fromRandomAccessReaderPromise, type Entry, type ZipFile } from 'yauzl'
import { AppError } from '../../contract/errors.ts'
import { isExpectedName } from './entry-names.ts'
import { createFileReader } from './file-reader.ts'
import { refusal } from './refusal.ts'

/** More entries than any machine has: a table of contents this long is an attack or a fault. */
const MAX_ENTRIES = 1_000_000
const ZIP_START = Buffer.from('PK\u0003\u0004')
const METHODS: ReadonlySet<number> = new Set([0, 8])

/** A ZIP archive whose table of contents has been checked; what lies in the entries has not. */
export interface Archive {
  readonly fileName: string
  readonly sizeBytes: number
  readonly entries: ReadonlyMap<string, Entry>
  /** The content of an entry, uncompressed; ends with an error where it is longer or shorter than said. */
  stream(entry: Entry): Promise<Readable>
  close(): void
}

const sizeOf = async (path: string, fileName: string): Promise<number> => {
  const facts = await stat(path).catch((cause: unknown) => {
    const isGone = cause instanceof Error && 'code' in cause && cause.code === 'ENOENT'
    if (isGone) throw new AppError('not-found', `${fileName} is not there`, { file: fileName }, { cause })
    throw refusal(fileName, 'it cannot be read', undefined, cause)
  })
  if (!facts.isFile()) throw refusal(fileName, 'it is a folder, not a file')
  if (facts.size === 0) throw refusal(fileName, 'it is empty')
  return facts.size
}

const beginsLikeZip = async (path: string): Promise<boolean> => {
  const handle = await open(path, 'r')
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4), 0, 4, 0)
    return bytesRead === 4 && buffer.equals(ZIP_START)
  } finally {
    await handle.close()
  }
}

const openZip = async (path: string, fileName: string, sizeBytes: number): Promise<ZipFile> => {
  const reader = await createFileReader(path)
  try {
    return await fromRandomAccessReaderPromise(reader, sizeBytes, {
      autoClose: false,
      strictFileNames: true
    })
  } catch (cause) {
    await reader.end()
    throw (await beginsLikeZip(path))
      ? refusal(
          fileName,
          'it is cut off or damaged: the table of contents at its end is not whole',
          undefined,
          cause
        )
      : refusal(fileName, 'it is no exported machine', undefined, cause)
  }
}

const checkEntry = (fileName: string, entry: Entry): void => {
  const { fileName: name } = entry
  if (!isExpectedName(name)) {
    throw refusal(fileName, `it holds "${name}", which no exported machine holds`, name)
  }
  if (entry.isEncrypted()) throw refusal(fileName, `its entry "${name}" is encrypted`, name)
  if (!METHODS.has(entry.compressionMethod)) {
    throw refusal(fileName, `its entry "${name}" is compressed in a way that is not read`, name)
  }
}

const readEntries = async (
  zip: ZipFile,
  fileName: string,
  sizeBytes: number
): Promise<Map<string, Entry>> => {
  if (zip.entryCount > MAX_ENTRIES) throw refusal(fileName, `it claims to hold ${zip.entryCount} entries`)
  const entries = new Map<string, Entry>()
  const seen = new Set<string>()
  let compressedBytes = 0
  try {
    for await (const entry of zip.eachEntry()) {
      const { fileName: name } = entry
      checkEntry(fileName, entry)
      // Some systems do not tell upper from lower case.
      if (seen.has(name.toLowerCase())) throw refusal(fileName, `it holds "${name}" twice`, name)
      seen.add(name.toLowerCase())
      entries.set(name, entry)
      compressedBytes += entry.compressedSize
    }
  } catch (cause) {
    if (cause instanceof AppError) throw cause
    const detail = cause instanceof Error ? ` (${cause.message})` : ''
    throw refusal(fileName, `its table of contents is damaged or unsafe${detail}`, undefined, cause)
  }
  // Entries that share their bytes make a small file huge: together they cannot be longer than the file.
  if (compressedBytes > sizeBytes) throw refusal(fileName, 'its entries overlap')
  return entries
}

/**
 * Opens an exported machine and reads its table of contents.
 * @throws AppError unreadable, with the reason and the entry; not-found
 */
export const openArchive = async (path: string, fileName: string): Promise<Archive> => {
  const sizeBytes = await sizeOf(path, fileName)
  const zip = await openZip(path, fileName, sizeBytes)
  try {
    const entries = await readEntries(zip, fileName, sizeBytes)
    return {
      fileName,
      sizeBytes,
      entries,
      stream: entry => zip.openReadStreamPromise(entry),
      close: () => zip.close()
    }
  } catch (error) {
    zip.close()
    throw error
  }
}
