import { createHash } from 'node:crypto'
import { crc32 } from 'node:zlib'
import type { ManifestEntry } from '../../contract/exchange-records.ts'
import type { Archive } from './archive.ts'
import { refusal } from './refusal.ts'

/**
 * Hands the content of an entry on in pieces and verifies it on the way: size, CRC-32 of the archive and SHA-256 of
 * the manifest. What `visit` throws comes out only where the content is whole: damage is the better reason.
 * @throws AppError unreadable, naming the entry; what `visit` threw; the signal's reason
 */
export const readContent = async (
  archive: Archive,
  expected: Pick<ManifestEntry, 'name'> & Partial<ManifestEntry>,
  signal: AbortSignal,
  visit: (chunk: Buffer) => void | Promise<void>
): Promise<void> => {
  const { fileName } = archive
  const { name } = expected
  const entry = archive.entries.get(name)
  if (entry === undefined) throw refusal(fileName, `its entry "${name}" is missing`, name)
  const hash = createHash('sha256')
  let crc = 0
  let sizeBytes = 0
  let failure: { readonly error: unknown } | undefined
  try {
    for await (const piece of await archive.stream(entry)) {
      const chunk = piece as Buffer
      signal.throwIfAborted()
      hash.update(chunk)
      crc = crc32(chunk, crc)
      sizeBytes += chunk.length
      if (failure !== undefined) continue
      try {
        await visit(chunk)
      } catch (error) {
        failure = { error }
      }
    }
  } catch (cause) {
    signal.throwIfAborted()
    throw refusal(fileName, `its entry "${name}" is damaged`, name, cause)
  }
  const isWhole =
    crc === entry.crc32 &&
    (expected.sizeBytes === undefined || expected.sizeBytes === sizeBytes) &&
    (expected.sha256 === undefined || expected.sha256 === hash.digest('hex'))
  if (!isWhole) throw refusal(fileName, `its entry "${name}" is damaged: the checksum does not fit`, name)
  if (failure !== undefined) throw failure.error
}

/**
 * The content of a small entry as a whole.
 * @throws AppError unreadable, also where it is longer than `maxBytes`
 */
export const readWhole = async (
  archive: Archive,
  expected: Pick<ManifestEntry, 'name'> & Partial<ManifestEntry>,
  maxBytes: number,
  signal: AbortSignal
): Promise<Buffer> => {
  const { name } = expected
  const size = archive.entries.get(name)?.uncompressedSize ?? 0
  if (size > maxBytes)
    throw refusal(archive.fileName, `its entry "${name}" is too long (${size} bytes)`, name)
  const chunks: Buffer[] = []
  await readContent(archive, expected, signal, chunk => void chunks.push(chunk))
  return Buffer.concat(chunks)
}
