import path from 'node:path'
import { AppError } from '../../contract/errors.ts'
import { openArchive } from './archive.ts'
import { checkRecords } from './check-records.ts'
import { contentsOf } from './entry-names.ts'
import { readMachine, readManifest } from './manifest.ts'
import { createRecordCheck } from './record-check.ts'
import { createRenewal } from './renewal.ts'

const nothing = async (): Promise<void> => undefined

/**
 * Reads back what was written, but for the contents that were compared on the way: an exported machine that an import
 * would refuse must not be found out then. @throws Error, a fault of this application
 */
export const verify = async (file: string, signal: AbortSignal): Promise<void> => {
  const archive = await openArchive(file, path.basename(file))
  try {
    const manifest = await readManifest(archive, signal)
    const machine = await readMachine(archive, manifest, signal)
    const check = createRecordCheck(machine, contentsOf(manifest.entries), createRenewal(null))
    await checkRecords(archive, manifest, check, signal, (_kind, read) =>
      read({ take: () => undefined, afterPiece: nothing })
    )
  } catch (cause) {
    if (!(cause instanceof AppError)) throw cause
    throw new Error(`What was written could not be read back: ${cause.message}`, { cause })
  } finally {
    archive.close()
  }
}
