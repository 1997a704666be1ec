import { mkdir, open, stat, statfs, type FileHandle } from 'node:fs/promises'
import path from 'node:path'
import type { ManifestEntry, RecordKind } from '../../contract/exchange-records.ts'
import { AppError } from '../../contract/errors.ts'
import { stagedRecords, type InspectedFile, type UnpackInput } from '../../contract/exchange-tasks.ts'
import { storageError } from '../../files/storage-error.ts'
import { openArchive, type Archive } from './archive.ts'
import { readContent, readWhole } from './content.ts'
import { checkRecords, type RecordSink } from './check-records.ts'
import { contentName, contentsOf } from './entry-names.ts'
import { inspected } from './inspect.ts'
import { readMachine, readManifest } from './manifest.ts'
import { createRecordCheck } from './record-check.ts'
import { refusal } from './refusal.ts'
import { createRenewal, type Renewal } from './renewal.ts'

/** Descriptions of models are read as a whole where they hold identifiers to be renewed. */
const MAX_DESCRIPTION_BYTES = 512 * 1024 * 1024
/** Contents that are laid out at the same time: waiting for the disk to have one costs more than reading it. */
const AT_ONCE = 6
/** Left free on the disk, in bytes. */
const SPARE_BYTES = 64 * 1024 * 1024

interface Progress {
  readonly signal: AbortSignal
  report(fraction: number, message: string): void
}

/** @throws AppError conflict where the disk has not the room that the file says it needs */
const assertRoom = async (archive: Archive, folder: string, contentBytes: number): Promise<void> => {
  const { bavail, bsize } = await statfs(folder)
  if (contentBytes + SPARE_BYTES <= bavail * bsize) return
  throw new AppError(
    'conflict',
    `${archive.fileName} was not imported: it needs ${Math.ceil(contentBytes / 1e6)} MB, and the disk of the data ` +
      `folder has ${Math.floor((bavail * bsize) / 1e6)} MB left.`,
    { file: archive.fileName, contentBytes, freeBytes: bavail * bsize }
  )
}

/** Writes a new file, on the disk when this resolves. @throws conflict when the place cannot be written */
const writeStaged = async (place: string, write: (file: FileHandle) => Promise<void>): Promise<void> => {
  try {
    await mkdir(path.dirname(place), { recursive: true })
    const file = await open(place, 'wx')
    try {
      await write(file)
      await file.sync()
    } finally {
      await file.close()
    }
  } catch (error) {
    throw storageError(error, path.dirname(place))
  }
}

/** One line: JSON leaves these two as they are, and readers of lines take them for ends of one. */
const line = (record: unknown): string =>
  `${JSON.stringify(record).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}\n`

/** Writes the records of a kind while they are read: lines gathered from one piece go before the next is read. */
const stageRecords = (
  stageDir: string,
  kind: RecordKind,
  read: (sink: RecordSink) => Promise<void>
): Promise<void> =>
  writeStaged(path.join(stageDir, stagedRecords(kind)), async file => {
    let lines: string[] = []
    const flush = async (): Promise<void> => {
      const text = lines.join('')
      lines = []
      if (text !== '') await file.writeFile(text)
    }
    await read({ take: record => void lines.push(line(record)), afterPiece: flush })
    await flush()
  })

const isThere = (place: string, sizeBytes: number): Promise<boolean> =>
  stat(place).then(
    facts => facts.isFile() && facts.size === sizeBytes,
    () => false
  )

/** Contents that lie in the data folder already: recordings, which are named by what is in them. */
const presentIn = async (dataDir: string, contents: readonly ManifestEntry[]): Promise<Set<string>> => {
  const present = new Set<string>()
  for (const { name, sizeBytes } of contents) {
    const isRecording = contentName(name)?.kind === 'recording'
    if (isRecording && (await isThere(path.join(dataDir, name), sizeBytes))) present.add(name)
  }
  return present
}

/** Lays one content out, verified, on the disk when this resolves. */
const stageContent = async (
  archive: Archive,
  entry: ManifestEntry,
  stageDir: string,
  renewal: Renewal,
  signal: AbortSignal
): Promise<void> => {
  const content = contentName(entry.name)
  if (content === undefined) throw refusal(archive.fileName, `it holds "${entry.name}"`, entry.name)
  const name =
    content.kind === 'recording'
      ? entry.name
      : content.kind === 'report'
        ? `reports/${renewal.of(content.reportId)}.pdf`
        : `models/${renewal.of(content.modelId)}/${content.file}`
  await writeStaged(path.join(stageDir, name), async file => {
    // What describes a model names the clips that it learned from; the numbers beside it name nothing.
    if (content.kind === 'model' && content.file.endsWith('.json')) {
      const bytes = await readWhole(archive, entry, MAX_DESCRIPTION_BYTES, signal)
      await file.writeFile(renewal.isRenewing ? renewal.withinText(bytes.toString('utf8')) : bytes)
    } else await readContent(archive, entry, signal, chunk => file.writeFile(chunk))
  })
}

/** Lays out all contents, a few at a time; those that are there already are verified in the file all the same. */
const stageContents = async (
  archive: Archive,
  contents: readonly ManifestEntry[],
  present: ReadonlySet<string>,
  stageDir: string,
  renewal: Renewal,
  { signal, report }: Progress
): Promise<void> => {
  const totalBytes = contents.reduce((sum, { sizeBytes }) => sum + sizeBytes, 1)
  const stop = new AbortController()
  const either = AbortSignal.any([signal, stop.signal])
  let next = 0
  let done = 0
  let doneBytes = 0
  const work = async (): Promise<void> => {
    for (let entry = contents[next++]; entry !== undefined; entry = contents[next++]) {
      if (present.has(entry.name)) await readContent(archive, entry, either, () => undefined)
      else await stageContent(archive, entry, stageDir, renewal, either)
      done += 1
      doneBytes += entry.sizeBytes
      report(doneBytes / totalBytes, `${done} of ${contents.length} files`)
    }
  }
  const outcomes = await Promise.allSettled(
    Array.from({ length: AT_ONCE }, () =>
      work().catch((error: unknown) => {
        // The first failure is the one to tell; the others end because of it.
        stop.abort(stop.signal.aborted ? stop.signal.reason : error)
        throw stop.signal.reason
      })
    )
  )
  for (const outcome of outcomes) if (outcome.status === 'rejected') throw outcome.reason
}

/**
 * Verifies an exported machine as a whole and lays it out in a folder: nothing outside of it is touched.
 * @throws AppError unreadable (with file, entry and reason), unsupported, conflict (no room), not-found
 */
export const unpack = async (
  input: UnpackInput,
  { signal, report }: Progress
): Promise<InspectedFile & { readonly shared: number }> => {
  const archive = await openArchive(input.path, input.fileName)
  try {
    const manifest = await readManifest(archive, signal)
    const machine = await readMachine(archive, manifest, signal)
    const contents = contentsOf(manifest.entries)
    const renewal = createRenewal(input.renewal)
    const machineId = renewal.adopt(machine.id)
    const check = createRecordCheck(machine, contents, renewal)
    const facts = inspected(archive, manifest, machine, null)
    const present = await presentIn(input.dataDir, contents)
    const presentBytes = contents.reduce(
      (sum, { name, sizeBytes }) => sum + (present.has(name) ? sizeBytes : 0),
      0
    )
    await assertRoom(archive, input.stageDir, facts.contentBytes - presentBytes)
    report(0, 'checking the records')
    await checkRecords(archive, manifest, check, signal, (kind, read) =>
      stageRecords(input.stageDir, kind, read)
    )
    await stageContents(archive, contents, present, input.stageDir, renewal, {
      signal,
      report: (fraction, message) => report(0.1 + 0.9 * fraction, message)
    })
    const { currentModelId } = machine
    const renewed = {
      ...machine,
      id: machineId,
      currentModelId: currentModelId === null ? null : renewal.of(currentModelId)
    }
    return { ...facts, machine: renewed, modelVersion: check.modelVersion(), shared: present.size }
  } finally {
    archive.close()
  }
}
