import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Take } from '../../contract/index.ts'
import { repairGrowingWav } from '../../audio/wav/growing-wav.ts'
import type { CoreContext } from '../context.ts'
import type { DataFolder } from '../files/data-folder.ts'
import { gapsWithin } from './gaps.ts'
import { noteInSidecar, readSidecar, type TakeEnd } from './sidecar.ts'
import type { TakePaths } from './take-writer.ts'

/** A take that waits for a person, and whether it was cut short by the end of the process. */
export interface WaitingTake {
  readonly take: Take
  readonly isRecovered: boolean
}

const NOTES = '.jsonl'
const CUT_SHORT: TakeEnd = {
  reason: 'Earshot ended while this was recorded. What had been written is here.',
  isRecovered: true
}

/** The two files of a take. */
export const takePaths = (folder: DataFolder, takeId: string): TakePaths => ({
  wav: path.join(folder.takes(), `${takeId}.wav`),
  notes: path.join(folder.takes(), `${takeId}${NOTES}`)
})

/** Removes a take's files; the journal last, so that none is left without it. */
export const removeTake = async (folder: DataFolder, takeId: string): Promise<void> => {
  const { wav, notes } = takePaths(folder, takeId)
  await rm(wav, { force: true })
  await rm(notes, { force: true })
}

const recoverOne = async (
  { store, folder, log }: CoreContext,
  takeId: string
): Promise<WaitingTake | undefined> => {
  const paths = takePaths(folder, takeId)
  const notes = await readSidecar(paths.notes)
  const isWanted =
    notes !== null &&
    existsSync(paths.wav) &&
    (await store.machines.get(notes.start.machineId)) !== undefined &&
    // It was brought in, and the process ended before the take was removed.
    (await store.recordings.get(takeId)) === undefined
  const frames = isWanted ? await repairGrowingWav(paths.wav, notes.start) : 0
  if (!isWanted || frames === 0) {
    await removeTake(folder, takeId)
    return undefined
  }
  const end = notes.ended ?? CUT_SHORT
  if (notes.ended === null) {
    await noteInSidecar(paths.notes, { ended: end })
    log('warn', 'A recording that the end of the last process had cut short was recovered', {
      takeId,
      frames
    })
  }
  const take: Take = {
    ...notes.start,
    id: takeId,
    state: end.isRecovered ? 'recovered' : 'ended',
    frames,
    gaps: gapsWithin(notes.gaps, { firstFrame: 0, frames }),
    reason: end.reason
  }
  return { take, isRecovered: end.isRecovered }
}

/**
 * Takes that an ended process left behind, mended and ready to be kept or discarded. One that cannot be read is
 * logged and left as it is; samples without their journal are never removed.
 */
export const recoverTakes = async (context: CoreContext): Promise<WaitingTake[]> => {
  const { folder, log } = context
  const found: WaitingTake[] = []
  const names = await readdir(folder.takes())
  for (const name of names) {
    const takeId = name.slice(0, -path.extname(name).length)
    if (!name.endsWith(NOTES)) {
      if (!names.includes(`${takeId}${NOTES}`))
        log('error', 'A recording has lost its journal', { file: name })
      continue
    }
    try {
      const waiting = await recoverOne(context, takeId)
      if (waiting) found.push(waiting)
    } catch (error) {
      log('error', 'A recording that was not finished cannot be read', { takeId, error })
    }
  }
  return found.toSorted((a, b) => (a.take.startedAt < b.take.startedAt ? -1 : 1))
}
