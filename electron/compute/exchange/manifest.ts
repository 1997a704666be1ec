import { MEDIA_TYPE } from '../../contract/exchange.ts'
import {
  FORMAT_NAME,
  FORMAT_VERSION,
  MACHINE_ENTRY,
  MANIFEST_ENTRY,
  MEDIA_TYPE_ENTRY,
  RECORD_KINDS,
  formatSchema,
  machineRecordSchema,
  manifestSchema,
  recordsEntry,
  type MachineRecord,
  type Manifest,
  type ManifestEntry
} from '../../contract/exchange-records.ts'
import { AppError } from '../../contract/errors.ts'
import type { Archive } from './archive.ts'
import { readWhole } from './content.ts'
import { issueText } from './record-check.ts'
import { refusal } from './refusal.ts'

/** A million entries of two hundred bytes. */
const MAX_MANIFEST_BYTES = 256 * 1024 * 1024
const MAX_MACHINE_BYTES = 1024 * 1024
const MAX_TYPE_BYTES = 100

const parseJson = (archive: Archive, name: string, bytes: Buffer): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch (cause) {
    throw refusal(archive.fileName, `its entry "${name}" is no JSON`, name, cause)
  }
}

/** @throws AppError unsupported for a file of a newer version */
const checkFormat = ({ fileName }: Archive, value: unknown): void => {
  const format = formatSchema.safeParse(value)
  if (!format.success) throw refusal(fileName, 'it is no exported machine', MANIFEST_ENTRY, format.error)
  const { version, appVersion } = format.data
  if (version <= FORMAT_VERSION) return
  const writer =
    appVersion === '' ? 'a newer version of Earshot' : `a newer version of Earshot (${appVersion})`
  throw new AppError(
    'unsupported',
    `${fileName} was written by ${writer}. Bring this Earshot up to date, then import it again.`,
    { file: fileName, format: FORMAT_NAME, version, supported: FORMAT_VERSION, appVersion }
  )
}

/** Every entry is listed once with its size, and everything listed is there. */
const checkListing = ({ fileName, entries }: Archive, manifest: Manifest): void => {
  const listed = new Map(manifest.entries.map(entry => [entry.name, entry]))
  if (listed.size !== manifest.entries.length)
    throw refusal(fileName, 'its list names an entry twice', MANIFEST_ENTRY)
  for (const { name, sizeBytes } of manifest.entries) {
    const entry = entries.get(name)
    if (entry === undefined) throw refusal(fileName, `its entry "${name}" is missing`, name)
    if (entry.uncompressedSize !== sizeBytes) {
      throw refusal(fileName, `its entry "${name}" is damaged: it has another length than listed`, name)
    }
  }
  for (const name of entries.keys()) {
    if (name !== MANIFEST_ENTRY && !listed.has(name)) {
      throw refusal(fileName, `it holds "${name}", which its list does not name`, name)
    }
  }
  for (const name of [MEDIA_TYPE_ENTRY, MACHINE_ENTRY, ...RECORD_KINDS.map(recordsEntry)]) {
    if (!listed.has(name)) throw refusal(fileName, `its entry "${name}" is missing`, name)
  }
}

/**
 * The manifest of an archive, checked against its table of contents.
 * @throws AppError unreadable, unsupported (written by a newer version)
 */
export const readManifest = async (archive: Archive, signal: AbortSignal): Promise<Manifest> => {
  if (!archive.entries.has(MANIFEST_ENTRY)) {
    throw refusal(
      archive.fileName,
      `it is no exported machine: it has no "${MANIFEST_ENTRY}"`,
      MANIFEST_ENTRY
    )
  }
  const bytes = await readWhole(archive, { name: MANIFEST_ENTRY }, MAX_MANIFEST_BYTES, signal)
  const value = parseJson(archive, MANIFEST_ENTRY, bytes)
  checkFormat(archive, value)
  const manifest = manifestSchema.safeParse(value)
  if (!manifest.success) {
    throw refusal(
      archive.fileName,
      `"${MANIFEST_ENTRY}" does not fit (${issueText(manifest.error)})`,
      MANIFEST_ENTRY
    )
  }
  checkListing(archive, manifest.data)
  return manifest.data
}

/** @throws AppError unreadable */
export const listedEntry = ({ fileName }: Archive, manifest: Manifest, name: string): ManifestEntry => {
  const entry = manifest.entries.find(listed => listed.name === name)
  if (entry === undefined) throw refusal(fileName, `its entry "${name}" is missing`, name)
  return entry
}

/** The machine of an archive. @throws AppError unreadable */
export const readMachine = async (
  archive: Archive,
  manifest: Manifest,
  signal: AbortSignal
): Promise<MachineRecord> => {
  const type = await readWhole(
    archive,
    listedEntry(archive, manifest, MEDIA_TYPE_ENTRY),
    MAX_TYPE_BYTES,
    signal
  )
  if (type.toString('latin1') !== MEDIA_TYPE)
    throw refusal(archive.fileName, 'it is no exported machine', MEDIA_TYPE_ENTRY)
  const listed = listedEntry(archive, manifest, MACHINE_ENTRY)
  const value = parseJson(archive, MACHINE_ENTRY, await readWhole(archive, listed, MAX_MACHINE_BYTES, signal))
  const machine = machineRecordSchema.safeParse(value)
  if (machine.success) return machine.data
  throw refusal(
    archive.fileName,
    `"${MACHINE_ENTRY}" does not fit (${issueText(machine.error)})`,
    MACHINE_ENTRY
  )
}
