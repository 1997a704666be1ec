import { rm } from 'node:fs/promises'
import { audit, type CoreContext } from '../context.ts'
import { removeUnusedFiles } from '../files/remove-files.ts'
import type { JobRunner } from '../jobs/runner.ts'
import { needMachine } from './need.ts'

/** Removes a machine with everything that belongs to it: rows first, then the files that nothing needs any more. */
export const removeMachine = async (
  context: CoreContext,
  runner: JobRunner,
  machineId: string
): Promise<void> => {
  const { store, folder, bus, filesMutex } = context
  const machine = await needMachine(store, machineId)
  await runner.cancelOfMachine(machineId)
  await filesMutex(async () => {
    const recordings = await store.recordings.filesOf(machineId)
    const [models, reports] = [
      await store.models.ofMachine(machineId),
      await store.reports.ofMachine(machineId)
    ]
    const exports = await store.jobs.done('export-machine', machineId)
    await store.transaction(async repositories => {
      await repositories.machines.remove(machineId)
      await audit(repositories, 'remove-machine', machineId, {
        name: machine.name,
        recordings: recordings.length
      })
    })
    await removeUnusedFiles(
      context,
      recordings.map(({ storedPath }) => storedPath)
    )
    for (const { id } of models) await rm(folder.model(id), { recursive: true, force: true })
    for (const { id } of exports) await rm(folder.exported(id), { force: true })
    for (const { id } of reports) await rm(folder.report(id), { force: true })
  })
  bus.emit('machines.changed', { machineId })
}
