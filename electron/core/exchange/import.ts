import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { AppError, idSchema, type MachineImportResult } from '../../contract/index.ts'
import type { MachineRecord } from '../../contract/exchange-records.ts'
import type { IdentifiedKind, Store } from '../../store/index.ts'
import type { CoreContext } from '../context.ts'
import { span, type JobContext } from '../jobs/job-context.ts'
import { assertTimeZone } from '../time/zone.ts'
import { commitMachine } from './commit.ts'
import { stagedBatches } from './staged.ts'

/** Share of the progress bar that reading and verifying the file has. */
const UNPACK_SHARE = 0.85
const IDENTIFIED: readonly IdentifiedKind[] = [
  'recordings',
  'clips',
  'models',
  'events',
  'reports',
  'findings'
]

/** What the job that imports a machine is stored with. */
export const machineImportJobSchema = z.object({ path: z.string(), uploadId: idSchema.nullable() })

/** Whether something of an unpacked machine has an identifier that is given here already. */
const collides = async (store: Store, machine: MachineRecord, dir: string): Promise<boolean> => {
  if ((await store.machines.get(machine.id)) !== undefined) return true
  for (const kind of IDENTIFIED) {
    for await (const batch of stagedBatches(dir, kind)) {
      const ids = batch.map(({ id }) => id)
      if (await store.exchange.hasAny(kind, ids)) return true
    }
  }
  return false
}

const isRefusal = (error: unknown): boolean =>
  error instanceof AppError && (error.code === 'unreadable' || error.code === 'unsupported')

/**
 * Imports an exported machine: all of it is verified and laid out beside the data first, then it is brought in, as a
 * whole or not at all. A machine that is here already comes in as another one, with identifiers of its own.
 */
export const runMachineImport = async (
  context: CoreContext,
  rawInput: unknown,
  job: JobContext
): Promise<MachineImportResult> => {
  const { path: file, uploadId } = machineImportJobSchema.parse(rawInput)
  const { store, folder, compute, bus } = context
  const fileName = path.basename(file)
  const stageDir = folder.upload(`import-${job.jobId}`)
  const { signal } = job

  const unpack = async (renewal: string | null) => {
    await rm(stageDir, { recursive: true, force: true })
    await mkdir(stageDir, { recursive: true })
    return compute.run(
      'unpack',
      { path: file, fileName, stageDir, dataDir: folder.root, renewal },
      { signal, onProgress: span(job, 0, UNPACK_SHARE).report }
    )
  }

  try {
    const { machine: described } = await compute.run('inspect', { path: file, fileName }, { signal })
    const isHere = (await store.machines.get(described.id)) !== undefined
    let unpacked = await unpack(isHere ? job.jobId : null)
    const isCopy = isHere || (await collides(store, unpacked.machine, stageDir))
    if (isCopy && !isHere) unpacked = await unpack(job.jobId)
    const { machine, head, shared } = unpacked
    const { recordings, models, findings } = head.counts
    assertTimeZone(machine.timeZone)
    const staged = { dir: stageDir, fileName, machine, recordings, appVersion: head.appVersion }
    const name = await commitMachine(context, staged, span(job, UNPACK_SHARE, 1))
    if (uploadId !== null) await rm(folder.upload(uploadId), { recursive: true, force: true })
    const machineId = machine.id
    bus.emit('machines.changed', { machineId })
    bus.emit('recordings.changed', { machineId })
    bus.emit('models.changed', { machineId })
    bus.emit('findings.changed', { machineId })
    return { machineId, name, recordings, models, findings, shared, isCopy }
  } catch (error) {
    // An uploaded file that was refused will be refused again.
    if (uploadId !== null && isRefusal(error)) {
      await rm(folder.upload(uploadId), { recursive: true, force: true })
    }
    throw error
  } finally {
    await rm(stageDir, { recursive: true, force: true })
  }
}
