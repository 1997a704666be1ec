import { access, mkdir, readdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { AppError } from '../../contract/index.ts'
import { RECORD_KINDS, type MachineRecord, type RecordKind } from '../../contract/exchange-records.ts'
import { commitFile, commitFolder, syncPath } from '../../files/durable.ts'
import type { IdentifiedKind, Repositories } from '../../store/index.ts'
import { audit, type CoreContext } from '../context.ts'
import { removeUnusedFiles } from '../files/remove-files.ts'
import { systemCode } from '../system/reason.ts'
import { freeName } from './free-name.ts'
import { stagedBatches } from './staged.ts'

const IDENTIFIED: readonly IdentifiedKind[] = [
  'recordings',
  'clips',
  'models',
  'events',
  'reports',
  'findings'
]

/** An unpacked machine that waits in a folder. */
export interface Staged {
  readonly dir: string
  readonly fileName: string
  readonly machine: MachineRecord
  readonly recordings: number
  /** Version of the application that wrote the file. */
  readonly appVersion: string
}

interface Watched {
  readonly signal: AbortSignal
  report(fraction: number, message: string): void
}

const isThere = (place: string): Promise<boolean> =>
  access(place).then(
    () => true,
    () => false
  )

const namesIn = (folder: string): Promise<string[]> =>
  readdir(folder).catch((error: unknown) => {
    if (systemCode(error) === 'ENOENT') return []
    throw error
  })

/** Moves recordings to their places; `moved` names each before it is there. */
const placeRecordings = async (
  { folder }: CoreContext,
  staged: Staged,
  { signal, report }: Watched,
  moved: string[]
): Promise<void> => {
  const shards = new Set<string>()
  for await (const batch of stagedBatches(staged.dir, 'recordings')) {
    signal.throwIfAborted()
    for (const { file, fileName } of batch) {
      const from = path.join(staged.dir, file)
      const to = folder.at(file)
      if (await isThere(from)) {
        moved.push(file)
        await mkdir(path.dirname(to), { recursive: true })
        await rename(from, to)
        shards.add(path.dirname(to))
      } else if (!(await isThere(to))) {
        const reason = 'its copy in the data folder was removed with another machine; import again'
        throw new AppError('conflict', `${fileName}: ${reason}`, { file: fileName, reason })
      }
    }
    report(moved.length / Math.max(1, staged.recordings), 'moving the recordings to their place')
  }
  for (const shard of shards) await syncPath(shard)
  await syncPath(folder.recordings())
}

const insertRows = async (
  repositories: Repositories,
  staged: Staged,
  { signal, report }: Watched
): Promise<string> => {
  const { machine, dir } = staged
  const taken = (await repositories.machines.list()).map(other => other.name)
  const name = freeName(machine.name, taken)
  await repositories.exchange.machine(machine, name)
  const insert = async (kind: RecordKind): Promise<void> => {
    for await (const batch of stagedBatches(dir, kind)) {
      signal.throwIfAborted()
      await repositories.exchange.records(kind, machine.id, batch)
    }
  }
  for (const [index, kind] of RECORD_KINDS.entries()) {
    report(index / RECORD_KINDS.length, 'writing the rows')
    await insert(kind)
  }
  if (machine.currentModelId !== null) {
    await repositories.machines.setCurrentModel(machine.id, machine.currentModelId)
    for await (const batch of stagedBatches(dir, 'recordings')) {
      const ids = batch.map(({ id }) => id)
      await repositories.recordings.repeatScores(machine.currentModelId, ids)
    }
  }
  await audit(repositories, 'import-machine', machine.id, {
    name,
    file: staged.fileName,
    appVersion: staged.appVersion,
    recordings: staged.recordings
  })
  return name
}

const explained = (error: unknown, { fileName }: Staged): unknown => {
  if (systemCode(error)?.startsWith('SQLITE_CONSTRAINT') !== true) return error
  const reason = 'its records contradict one another'
  return new AppError(
    'unreadable',
    `${fileName} was not imported: ${reason}.`,
    { file: fileName, reason },
    { cause: error }
  )
}

/** Whether something of an unpacked machine has an identifier that is given here already. */
const collides = async ({ store }: CoreContext, { machine, dir }: Staged): Promise<boolean> => {
  if ((await store.machines.get(machine.id)) !== undefined) return true
  for (const kind of IDENTIFIED) {
    for await (const batch of stagedBatches(dir, kind)) {
      const ids = batch.map(({ id }) => id)
      if (await store.exchange.hasAny(kind, ids)) return true
    }
  }
  return false
}

/** Moves the files of models and reports to their places; `moved` gets each that is there now. */
const placeOthers = async ({ folder }: CoreContext, { dir }: Staged, moved: string[]): Promise<void> => {
  for (const id of await namesIn(path.join(dir, 'models'))) {
    await commitFolder(path.join(dir, 'models', id), folder.model(id))
    moved.push(folder.model(id))
  }
  for (const name of await namesIn(path.join(dir, 'reports'))) {
    const place = path.join(folder.reports(), name)
    await commitFile(path.join(dir, 'reports', name), place)
    moved.push(place)
  }
}

/**
 * Brings an unpacked machine in: files first, then all rows in one transaction; answers the machine's name, or null
 * where an identifier of it is given already, and nothing was done. Under the files mutex, so that no file is removed
 * and no identifier is given in between. Where it fails, what was moved goes again.
 */
export const commitMachine = (
  context: CoreContext,
  staged: Staged,
  { signal, report }: Watched
): Promise<string | null> =>
  context.filesMutex(async () => {
    if (await collides(context, staged)) return null
    const recordings: string[] = []
    const others: string[] = []
    const moving = { signal, report: (at: number) => report(0.4 * at, 'moving the files') }
    const writing = { signal, report: (at: number, message: string) => report(0.4 + 0.6 * at, message) }
    try {
      await placeRecordings(context, staged, moving, recordings)
      await placeOthers(context, staged, others)
      return await context.store.transaction(repositories => insertRows(repositories, staged, writing))
    } catch (error) {
      await removeUnusedFiles(context, recordings)
      for (const place of others) await rm(place, { recursive: true, force: true })
      throw explained(error, staged)
    }
  })
