import { AppError, type Output, type ParsedInput, type RecordingFilter } from '../../contract/index.ts'
import type { RecordingFacts } from '../../store/index.ts'
import { audit, now, type CoreContext } from '../context.ts'
import { removeUnusedFiles } from '../files/remove-files.ts'
import { needMachine } from '../machines/need.ts'
import { clipRef } from '../models/fit-set.ts'
import { refreshUnlikeNormals, refreshBand } from './badges.ts'

/** Recordings and what a person knows of them. */
export const createRecordingService = (context: CoreContext) => {
  const { store, bus, compute, folder, filesMutex } = context

  const changed = (machineIds: Iterable<string>): void => {
    for (const machineId of machineIds) {
      bus.emit('recordings.changed', { machineId })
      bus.emit('findings.changed', { machineId })
      bus.emit('machines.changed', { machineId })
    }
  }

  /** @throws AppError not-found when one is missing */
  const needAll = async (ids: readonly string[]): Promise<RecordingFacts[]> => {
    const recordings = await store.recordings.facts(ids)
    const missing = new Set(ids).size - recordings.length
    if (missing === 0) return recordings
    throw new AppError('not-found', `${missing} of these recordings are not there any more`, { missing })
  }

  const byMachine = (recordings: readonly RecordingFacts[]): Map<string, string[]> => {
    const ids = new Map<string, string[]>()
    for (const { id, machineId } of recordings) {
      const known = ids.get(machineId)
      if (known) known.push(id)
      else ids.set(machineId, [id])
    }
    return ids
  }

  return {
    list: (input: ParsedInput<'recordings.list'>): Promise<Output<'recordings.list'>> =>
      store.recordingLists.page(input),

    ids: async (filter: RecordingFilter): Promise<Output<'recordings.ids'>> => ({
      recordingIds: await store.recordingLists.ids(filter)
    }),

    get: async (recordingId: string): Promise<Output<'recordings.get'>> => {
      const recording = await store.recordings.get(recordingId)
      if (!recording) throw new AppError('not-found', 'There is no such recording', { recordingId })
      return {
        recording,
        clips: await store.clips.ofRecording(recordingId),
        capture: (await store.captures.get(recordingId)) ?? null
      }
    },

    update: async (input: ParsedInput<'recordings.update'>): Promise<Output<'recordings.update'>> => {
      const { recordingIds, label, domain, attributes, recordedAt } = input
      const before = await needAll(recordingIds)
      const machines = byMachine(before)
      const at = now()
      await store.transaction(async repositories => {
        await repositories.recordings.update(recordingIds, {
          ...(label === undefined ? {} : { label }),
          ...(domain === undefined ? {} : { domain }),
          ...(recordedAt === undefined
            ? {}
            : { recordedAt: new Date(recordedAt).toISOString(), recordedAtSource: 'entered' as const })
        })
        if (attributes !== undefined) {
          await repositories.attributes.clear(recordingIds)
          await repositories.attributes.insert(recordingIds.map(recordingId => ({ recordingId, attributes })))
        }
        const { engineer } = await repositories.settings.all()
        if (label !== undefined) {
          await repositories.labels.add(recordingIds, label, typeof engineer === 'string' ? engineer : '', at)
        }
        for (const [machineId, ids] of machines) {
          if (label !== undefined) {
            const machine = await repositories.machines.get(machineId)
            const model = machine?.currentModelId
              ? await repositories.models.get(machine.currentModelId)
              : undefined
            await refreshBand(repositories, machineId)
            await repositories.findings.follow(machineId, model?.id ?? null, ids)
            await refreshUnlikeNormals(repositories, machineId, model?.threshold ?? null)
          }
          const changes = { label, domain, attributes, recordedAt }
          await audit(repositories, 'edit-recordings', machineId, { recordings: ids.length, ...changes })
        }
      })
      changed(machines.keys())
      return {
        before: before.map(recording => ({
          recordingId: recording.id,
          label: recording.label,
          domain: recording.domain,
          attributes: recording.attributes
        }))
      }
    },

    remove: async (recordingIds: readonly string[]): Promise<void> => {
      const recordings = await needAll(recordingIds)
      const machines = byMachine(recordings)
      await filesMutex(async () => {
        await store.transaction(async repositories => {
          await repositories.recordings.remove(recordingIds)
          for (const [machineId, ids] of machines) {
            await refreshBand(repositories, machineId)
            const names = recordings.flatMap(r => (r.machineId === machineId ? [r.fileName] : []))
            await audit(repositories, 'remove-recordings', machineId, {
              recordings: ids.length,
              names: names.slice(0, 20)
            })
          }
        })
        await removeUnusedFiles(
          context,
          recordings.map(({ storedPath }) => storedPath)
        )
      })
      changed(machines.keys())
    },

    nearestNormal: async (clipId: string): Promise<Output<'recordings.nearestNormal'>> => {
      const source = await store.clips.source(clipId)
      const recording = source && (await store.recordings.get(source.recordingId))
      if (!source || !recording) throw new AppError('not-found', 'There is no such clip', { clipId })
      const { currentModelId } = await needMachine(store, recording.machineId)
      if (currentModelId === null) return null
      const nearest = await compute.run(
        'nearestNormal',
        { modelDir: folder.model(currentModelId), clip: clipRef(folder, source) },
        { isInteractive: true }
      )
      const found = nearest && (await store.clips.source(nearest.clipId))
      return found ? { recordingId: found.recordingId, clipId: found.clipId, startS: found.startS } : null
    }
  }
}
