import { mkdir, rm } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { AppError, idSchema, type MachineImportResult } from '../../contract/index.ts'
import type { CoreContext } from '../context.ts'
import { span, type JobContext } from '../jobs/job-context.ts'
import { assertTimeZone } from '../time/zone.ts'
import { commitMachine } from './commit.ts'

/** Share of the progress bar that reading and verifying the file has. */
const UNPACK_SHARE = 0.85

/** What the job that imports a machine is stored with. */
export const machineImportJobSchema = z.object({ path: z.string(), uploadId: idSchema.nullable() })

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

  /** Unpacks and commits, with new identifiers where `renewal` is given; null where one is given already. */
  const bringIn = async (renewal: string | null) => {
    await rm(stageDir, { recursive: true, force: true })
    await mkdir(stageDir, { recursive: true })
    const { machine, head, shared } = await compute.run(
      'unpack',
      { path: file, fileName, stageDir, dataDir: folder.root, renewal },
      { signal, onProgress: span(job, 0, UNPACK_SHARE).report }
    )
    assertTimeZone(machine.timeZone)
    const { recordings, models, findings } = head.counts
    const staged = { dir: stageDir, fileName, machine, recordings, appVersion: head.appVersion }
    const name = await commitMachine(context, staged, span(job, UNPACK_SHARE, 1))
    const isCopy = renewal !== null
    return name === null
      ? null
      : { machineId: machine.id, name, recordings, models, findings, shared, isCopy }
  }

  try {
    const { machine } = await compute.run('inspect', { path: file, fileName }, { signal })
    const isHere = (await store.machines.get(machine.id)) !== undefined
    const result = (isHere ? null : await bringIn(null)) ?? (await bringIn(job.jobId))
    if (result === null) throw new Error('New identifiers are given already')
    const { machineId } = result
    if (uploadId !== null) await rm(folder.upload(uploadId), { recursive: true, force: true })
    bus.emit('machines.changed', { machineId })
    bus.emit('recordings.changed', { machineId })
    bus.emit('models.changed', { machineId })
    bus.emit('findings.changed', { machineId })
    return result
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
