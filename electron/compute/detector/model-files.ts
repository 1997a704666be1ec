import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '../../contract/errors.ts'
import type { FittedAuto } from '../../ml/detectors/auto/fitted.ts'
import { loadAuto, saveAuto } from '../../ml/detectors/auto/persist.ts'
import { writeAtomically } from '../files/atomic.ts'

const JSON_FILE = 'model.json'
const ARRAYS_FILE = 'model.bin'

/** Writes a fitted model into its folder, on the disk when this resolves. */
export const saveModel = async (modelDir: string, fitted: FittedAuto): Promise<void> => {
  const { json, arrays } = saveAuto(fitted)
  await writeAtomically(path.join(modelDir, ARRAYS_FILE), 'kept', async file => {
    await file.write(arrays)
  })
  await writeAtomically(path.join(modelDir, JSON_FILE), 'kept', async file => {
    await file.write(json)
  })
}

let last: { readonly modelDir: string; readonly fitted: FittedAuto } | undefined

/**
 * A model from its folder. Models never change, so the last one is kept for a warm process.
 * @throws unreadable, unsupported: the model cannot be used any more; not-found: its files are gone
 */
export const loadModel = async (modelDir: string): Promise<FittedAuto> => {
  if (last?.modelDir === modelDir) return last.fitted
  const [json, arrays] = await Promise.all([
    readFile(path.join(modelDir, JSON_FILE), 'utf8'),
    readFile(path.join(modelDir, ARRAYS_FILE))
  ]).catch((cause: unknown) => {
    throw new AppError('not-found', "The model's files are not in the data folder", { modelDir }, { cause })
  })
  const fitted = loadAuto({ json, arrays })
  last = { modelDir, fitted }
  return fitted
}
