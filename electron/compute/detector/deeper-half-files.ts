import { mkdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '../../contract/errors.ts'
import type { SavedModel } from '../../ml/detectors/detector.ts'
import type { FittedSystem } from '../../ml/detectors/system.ts'
import { writeAtomically } from '../../files/atomic.ts'
import { readSaved, writeSaved } from './model-files.ts'

/** A half that was finished before the fit was interrupted. */
export const finishedHalf = async (
  folder: string,
  fingerprint: string,
  load: (saved: SavedModel) => Promise<FittedSystem>
): Promise<FittedSystem | null> => {
  try {
    if ((await readFile(path.join(folder, 'fingerprint'), 'utf8')) !== fingerprint) return null
    return await load(await readSaved(folder, 'network'))
  } catch (error) {
    // Nothing there, or not whole: it is trained (again). A missing engine fails that in its own words.
    if (error instanceof AppError && error.code === 'cancelled') throw error
    return null
  }
}

/** Keeps a finished half for a fit that is interrupted after it. */
export const keepHalf = async (folder: string, fingerprint: string, saved: SavedModel): Promise<void> => {
  await mkdir(folder, { recursive: true })
  await writeSaved(folder, 'network', saved)
  await writeAtomically(path.join(folder, 'fingerprint'), 'kept', async file => {
    await file.write(fingerprint)
  })
}
