import { z } from 'zod'
import { AppError, idSchema, type FailedFile, type PreparedFile } from '../../contract/index.ts'
import type { CoreContext } from '../context.ts'
import { toClips } from '../imports/commit.ts'
import type { JobContext } from '../jobs/job-context.ts'
import { needMachine } from '../machines/need.ts'
import { withCaptureBadges } from '../recorder/capture.ts'
import { runBatched } from '../jobs/run-batched.ts'
import { refreshBand } from './badges.ts'

const inputSchema = z.object({ machineId: idSchema })

/** Cuts and checks a machine's stored recordings anew, for another channel or clip length. */
export const reanalyse = async (
  context: CoreContext,
  rawInput: unknown,
  job: JobContext
): Promise<{ analysed: number; tooShort: number; failed: FailedFile[] }> => {
  const { machineId } = inputSchema.parse(rawInput)
  const { store, bus, folder } = context
  const machine = await needMachine(store, machineId)
  if (machine.clipLengthS === null) throw new AppError('conflict', 'The machine has no clip length yet')
  const recordings = await store.recordings.filesOf(machineId)
  const byId = new Map(recordings.map(recording => [recording.id, recording]))
  const failed: FailedFile[] = []
  let analysed = 0
  let tooShort = 0

  const commit = (items: readonly PreparedFile[]): Promise<void> =>
    store.transaction(async repositories => {
      const present = await repositories.machines.get(machineId)
      // Changed again while this runs: the next job cuts for that.
      if (present?.channel !== machine.channel || present.clipLengthS !== machine.clipLengthS) return
      for (const item of items) {
        const recording = byId.get(item.key)
        const isThere =
          recording !== undefined && (await repositories.recordings.get(recording.id)) !== undefined
        if (!isThere) continue
        // An import that ran while the setting changed may have cut for the old one.
        await repositories.clips.setAsideOf([recording.id])
        if (item.kind === 'failed') {
          failed.push({ file: recording.fileName, code: item.error.code, reason: item.error.message })
        }
        if (item.kind !== 'ready') continue
        await repositories.clips.insert(toClips(item, recording.id, machine, machine.channel))
        await repositories.recordings.setAnalysis(recording.id, {
          levelDb: Number.isFinite(item.levelDb) ? item.levelDb : null,
          bandwidthHz: Number.isFinite(item.bandwidthHz) ? item.bandwidthHz : null,
          badges: withCaptureBadges(item.badges, await repositories.captures.get(recording.id)),
          clips: item.clips.length
        })
        analysed += 1
        if (item.clips.length === 0) tooShort += 1
      }
    })

  await runBatched(
    context,
    job,
    'prepare',
    {
      files: recordings.map(({ id, storedPath }) => ({ key: id, path: folder.at(storedPath) })),
      dataDir: folder.root,
      channel: machine.channel,
      clipLengthS: machine.clipLengthS,
      knownSha256: [],
      copiesFiles: false
    },
    async items => {
      await commit(items)
      job.keep({ analysed, tooShort, failed })
      bus.emit('recordings.changed', { machineId })
    }
  )
  await store.transaction(repositories => refreshBand(repositories, machineId))
  bus.emit('machines.changed', { machineId })
  return { analysed, tooShort, failed }
}
