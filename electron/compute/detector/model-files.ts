import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '../../contract/errors.ts'
import type { DetectorId } from '../../contract/models.ts'
import type { FittedAuto } from '../../ml/detectors/auto/fitted.ts'
import { loadAuto, saveAuto } from '../../ml/detectors/auto/persist.ts'
import type { Blocks } from '../../ml/detectors/auto/splits.ts'
import type { SavedModel } from '../../ml/detectors/detector.ts'
import type { SystemPart } from '../../ml/detectors/system-part.ts'
import { writeAtomically } from '../../files/atomic.ts'

/** The default detector has the file names of the first release; every other part has its own. */
const AUTO = 'model'
const SYSTEM_FILE = 'system.json'
const FORMAT = 1

const networkName = (index: number): string => `network-${index + 1}`

/** The system of a model without its networks: what is needed to judge by its scores. */
export interface ModelSystem {
  /** By which system of the registry the networks are loaded. */
  readonly id: DetectorId
  readonly networks: number
  readonly part: SystemPart
}

/** A model of a machine: the default detector always, and a system that gives the score where there is one. */
export interface StoreModel {
  readonly auto: FittedAuto
  readonly system: ModelSystem | null
}

interface SavedSystem extends Omit<ModelSystem, 'part'> {
  readonly format: number
  readonly part: Omit<SystemPart, 'blocks'> & {
    readonly blocks: (Omit<Blocks, 'ofClip'> & { readonly ofClip: readonly number[] }) | null
  }
}

const writeText = (file: string, text: string): Promise<void> =>
  writeAtomically(file, 'kept', async handle => {
    await handle.write(text)
  })

/** Writes a saved model as two files, on the disk when this resolves. */
export const writeSaved = async (
  folder: string,
  name: string,
  { json, arrays }: SavedModel
): Promise<void> => {
  await writeAtomically(path.join(folder, `${name}.bin`), 'kept', async file => {
    await file.write(arrays)
  })
  await writeText(path.join(folder, `${name}.json`), json)
}

/** Reads what `writeSaved` wrote. @throws the errors of the file system */
export const readSaved = async (folder: string, name: string): Promise<SavedModel> => {
  const [json, arrays] = await Promise.all([
    readFile(path.join(folder, `${name}.json`), 'utf8'),
    readFile(path.join(folder, `${name}.bin`))
  ])
  return { json, arrays }
}

/** Writes the default detector of a model into its folder. */
export const saveModel = (modelDir: string, fitted: FittedAuto): Promise<void> =>
  writeSaved(modelDir, AUTO, saveAuto(fitted))

/** Writes the system of a model beside it. */
export const saveSystem = async (
  modelDir: string,
  id: DetectorId,
  part: SystemPart,
  networks: readonly SavedModel[]
): Promise<void> => {
  for (const [index, network] of networks.entries()) {
    await writeSaved(modelDir, networkName(index), network)
  }
  const { blocks } = part
  const saved: SavedSystem = {
    format: FORMAT,
    id,
    networks: networks.length,
    part: { ...part, blocks: blocks && { ...blocks, ofClip: Array.from(blocks.ofClip) } }
  }
  await writeText(path.join(modelDir, SYSTEM_FILE), JSON.stringify(saved))
}

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT'

const filesGone = (modelDir: string, cause: unknown): AppError =>
  new AppError('not-found', "The model's files are not in the data folder", { modelDir }, { cause })

const parseSystem = (json: string): SavedSystem => {
  try {
    return JSON.parse(json) as SavedSystem
  } catch (cause) {
    throw new AppError('unreadable', "The description of the model's system is torn", {}, { cause })
  }
}

const loadSystem = async (modelDir: string): Promise<ModelSystem | null> => {
  let json: string
  try {
    json = await readFile(path.join(modelDir, SYSTEM_FILE), 'utf8')
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
  const { format, id, networks, part } = parseSystem(json)
  if (format !== FORMAT) {
    throw new AppError('unsupported', 'The model was written by another version of Earshot', { format })
  }
  const { blocks } = part
  return {
    id,
    networks,
    part: {
      ...part,
      blocks: blocks && { ...blocks, ofClip: Int32Array.from(blocks.ofClip) }
    }
  }
}

let last: { readonly modelDir: string; readonly model: StoreModel } | undefined

/**
 * A model from its folder, without the networks. Models never change, so the last one is kept for a warm process.
 * @throws unreadable, unsupported: the model cannot be used any more; not-found: its files are gone
 */
export const loadModel = async (modelDir: string): Promise<StoreModel> => {
  if (last?.modelDir === modelDir) return last.model
  const saved = await readSaved(modelDir, AUTO).catch((cause: unknown) => {
    throw filesGone(modelDir, cause)
  })
  const model = { auto: loadAuto(saved), system: await loadSystem(modelDir) }
  last = { modelDir, model }
  return model
}

/** The saved networks of a model. @throws AppError not-found */
export const loadNetworks = (modelDir: string, { networks }: ModelSystem): Promise<SavedModel[]> =>
  Promise.all(Array.from({ length: networks }, (_, index) => readSaved(modelDir, networkName(index)))).catch(
    (cause: unknown) => {
      throw filesGone(modelDir, cause)
    }
  )
