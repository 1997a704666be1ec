import { MANIFEST_ENTRY, type MachineRecord, type Manifest } from '../../contract/exchange-records.ts'
import type { InspectedFile } from '../../contract/exchange-tasks.ts'
import { openArchive, type Archive } from './archive.ts'
import { readMachine, readManifest } from './manifest.ts'
import { readRecords } from './read-records.ts'
import { createRecordCheck } from './record-check.ts'
import { createRenewal } from './renewal.ts'

/** What is said of a file before and after it was unpacked. */
export const inspected = (
  archive: Archive,
  { entries: _, ...head }: Manifest,
  machine: MachineRecord,
  modelVersion: number | null
): InspectedFile => {
  let contentBytes = 0
  for (const [name, { uncompressedSize }] of archive.entries) {
    if (name !== MANIFEST_ENTRY) contentBytes += uncompressedSize
  }
  return { sizeBytes: archive.sizeBytes, head, machine, modelVersion, contentBytes }
}

/** What is in an exported machine, by its table of contents, manifest, machine and models. @throws as readManifest */
export const inspect = async (
  path: string,
  fileName: string,
  signal: AbortSignal
): Promise<InspectedFile> => {
  const archive = await openArchive(path, fileName)
  try {
    const manifest = await readManifest(archive, signal)
    const machine = await readMachine(archive, manifest, signal)
    const models = createRecordCheck(machine, [], createRenewal(null))
    await readRecords(archive, manifest, 'models', signal, {
      visit: value => models.check('models', value)
    })
    return inspected(archive, manifest, machine, models.modelVersion())
  } finally {
    archive.close()
  }
}
