import type { FailedFile, ImportResult, Machine, PreparedFile } from '../../contract/index.ts'
import { audit, type CoreContext } from '../context.ts'
import type { JobContext } from '../jobs/job-context.ts'
import { refreshBand } from '../recordings/badges.ts'
import { runBatched } from '../jobs/run-batched.ts'
import { readSettings } from '../system/settings.ts'
import { commitArrivals, type Arrival } from './commit.ts'
import type { ImportFile } from './job-input.ts'

export interface Imported {
  readonly recordingIds: readonly string[]
  readonly result: ImportResult
}

const failure = (file: ImportFile, item: Extract<PreparedFile, { kind: 'failed' }>): FailedFile => {
  const { reason } = item.error.details ?? {}
  return {
    file: file.relativePath,
    code: item.error.code,
    reason: typeof reason === 'string' ? reason : item.error.message
  }
}

/** Brings files into a machine: compute hashes, copies, checks and cuts them; rows follow in batches. */
export const importFiles = async (
  context: CoreContext,
  machine: Machine & { readonly clipLengthS: number },
  files: readonly ImportFile[],
  job: JobContext
): Promise<Imported> => {
  const { store, bus } = context
  const { engineer } = await readSettings(store)
  const recordingIds: string[] = []
  let result: ImportResult = { imported: 0, duplicates: 0, tooShort: 0, failed: [], scored: 0, flagged: 0 }

  const commit = async (items: readonly PreparedFile[]): Promise<void> => {
    const arrivals: Arrival[] = []
    const failed: FailedFile[] = []
    let duplicates = 0
    for (const item of items) {
      const file = files[Number(item.key)]
      if (!file) continue
      if (item.kind === 'failed') failed.push(failure(file, item))
      else if (item.kind === 'duplicate') duplicates += 1
      else arrivals.push({ file, ready: item })
    }
    const committed = await commitArrivals(context, machine, engineer, arrivals)
    recordingIds.push(...committed.recordingIds)
    result = {
      ...result,
      imported: result.imported + committed.recordingIds.length,
      duplicates: result.duplicates + duplicates + committed.duplicates,
      tooShort: result.tooShort + committed.tooShort,
      failed: [...result.failed, ...failed, ...committed.failed]
    }
    job.keep(result)
    if (committed.recordingIds.length > 0) bus.emit('recordings.changed', { machineId: machine.id })
  }

  try {
    await runBatched(
      context,
      job,
      'prepare',
      {
        files: files.map(({ path, capture }, index) => ({
          key: String(index),
          path,
          isOwn: capture !== undefined
        })),
        dataDir: context.folder.root,
        channel: machine.channel,
        clipLengthS: machine.clipLengthS,
        knownSha256: await store.recordings.knownSha256(machine.id),
        copiesFiles: true
      },
      commit
    )
  } finally {
    if (recordingIds.length > 0) {
      await store.transaction(async repositories => {
        await refreshBand(repositories, machine.id)
        const { failed, ...counts } = result
        for (const { capture, relativePath, label } of files) {
          if (!capture) continue
          const { device, series, gaps, isRecovered } = capture
          const facts = {
            file: relativePath,
            label,
            device: device.label,
            series,
            gaps: gaps.length,
            isRecovered
          }
          await audit(repositories, 'record', machine.id, facts)
        }
        await audit(repositories, 'import', machine.id, { ...counts, failed: failed.length })
      })
      bus.emit('recordings.changed', { machineId: machine.id })
      bus.emit('machines.changed', { machineId: machine.id })
    }
  }
  return { recordingIds, result }
}
