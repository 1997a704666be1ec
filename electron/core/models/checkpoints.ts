import { createHash } from 'node:crypto'
import { readdir, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import type { ParsedInput } from '../../contract/index.ts'
import type { DataFolder } from '../files/data-folder.ts'
import { systemCode } from '../system/reason.ts'

/** A training that nobody went on with for so long is given up. */
const KEPT_MS = 30 * 24 * 60 * 60 * 1000

/** Where the training of an order is kept: the same order, run again, goes on from there. */
export const checkpointsOf = (
  folder: DataFolder,
  { machineId, detector, params, seed }: ParsedInput<'models.fit'>
): string => {
  const what = JSON.stringify([detector, Object.entries(params).toSorted(), seed])
  const name = createHash('sha256').update(what).digest('hex').slice(0, 16)
  return path.join(folder.trainings(), `${machineId}-${name}`)
}

/** Removes interrupted trainings of machines that are gone, and those that nobody went on with. */
export const sweepTrainings = async (
  folder: DataFolder,
  machineIds: ReadonlySet<string>,
  nowMs: number
): Promise<number> => {
  let removed = 0
  const names = await readdir(folder.trainings()).catch((error: unknown): string[] => {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  })
  for (const name of names) {
    const place = path.join(folder.trainings(), name)
    const isOld = nowMs - (await stat(place)).mtimeMs > KEPT_MS
    if (!isOld && machineIds.has(name.slice(0, name.lastIndexOf('-')))) continue
    await rm(place, { recursive: true, force: true })
    removed += 1
  }
  return removed
}
