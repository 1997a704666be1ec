import { existsSync } from 'node:fs'
import { readdir, rm } from 'node:fs/promises'
import path from 'node:path'
import type { Store } from '../../store/index.ts'
import type { CoreOptions } from '../core.ts'
import { exportJobSchema, partOf } from '../exchange/export-job.ts'
import { sweepTrainings } from '../models/checkpoints.ts'
import type { DataFolder } from './data-folder.ts'

interface SweepResult {
  /** Files and folders that no row knew: removed. */
  readonly removed: number
  /** Stored files that a row needs and that are not there. */
  readonly missing: readonly string[]
}

const removeUnknown = async (folder: string, isKnown: (name: string) => boolean): Promise<number> => {
  let removed = 0
  for (const name of await readdir(folder)) {
    if (isKnown(name)) continue
    await rm(path.join(folder, name), { recursive: true, force: true })
    removed += 1
  }
  return removed
}

const sweepRecordings = async (folder: DataFolder, known: ReadonlySet<string>): Promise<SweepResult> => {
  const found = new Set<string>()
  let removed = 0
  for (const shard of await readdir(folder.recordings(), { withFileTypes: true })) {
    if (!shard.isDirectory()) {
      await rm(path.join(folder.recordings(), shard.name), { force: true })
      removed += 1
      continue
    }
    removed += await removeUnknown(path.join(folder.recordings(), shard.name), name => {
      const storedPath = `recordings/${shard.name}/${name}`
      const isKnown = known.has(storedPath)
      if (isKnown) found.add(storedPath)
      return isKnown
    })
  }
  return { removed, missing: [...known].filter(storedPath => !found.has(storedPath)) }
}

/** Halves of exported machines, which lie where a person wanted them. */
const sweepParts = async (store: Store, log: CoreOptions['log']): Promise<number> => {
  let removed = 0
  for (const { id, input } of await store.jobs.interrupted('export-machine')) {
    const { path: target } = exportJobSchema.parse(input)
    if (target === null || !existsSync(partOf(target, id))) continue
    try {
      await rm(partOf(target, id))
      removed += 1
    } catch (error) {
      // A disk that has become read-only or slow to answer is no reason not to start.
      log('warn', 'The half of an exported machine could not be removed', error)
    }
  }
  return removed
}

/**
 * Removes what an interrupted import, fit or report left behind: files come before their rows, so a file without
 * a row was never reported. Runs at start, while nothing else does.
 */
export const sweep = async (
  folder: DataFolder,
  store: Store,
  log: CoreOptions['log']
): Promise<SweepResult> => {
  const recordings = await sweepRecordings(folder, await store.recordings.allStoredPaths())
  const [models, reports, uploads, exports] = await Promise.all([
    store.models.allIds(),
    store.reports.allIds(),
    store.jobs.retryableUploadIds(),
    store.jobs.done('export-machine')
  ])
  const machines = new Set((await store.machines.list()).map(({ id }) => id))
  const exported = new Set(exports.map(({ id }) => path.basename(folder.exported(id))))
  const removed =
    recordings.removed +
    (await removeUnknown(folder.models(), name => models.has(name))) +
    (await removeUnknown(
      folder.reports(),
      name => reports.has(path.basename(name, '.pdf')) && name.endsWith('.pdf')
    )) +
    (await sweepParts(store, log)) +
    (await sweepTrainings(folder, machines, Date.now())) +
    (await removeUnknown(folder.exports(), name => exported.has(name))) +
    (await removeUnknown(folder.uploads(), name => uploads.has(name)))
  if (removed > 0) log('info', 'Files left behind by interrupted work were removed', { removed })
  if (recordings.missing.length > 0) {
    log('error', 'Recordings whose file is gone from the data folder', { files: recordings.missing })
  }
  return { removed, missing: recordings.missing }
}
