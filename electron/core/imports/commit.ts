import { randomUUID } from 'node:crypto'
import path from 'node:path'
import type { FailedFile, Machine, PreparedFile } from '../../contract/index.ts'
import type { NewClip, NewRecording } from '../../store/index.ts'
import { now, type CoreContext } from '../context.ts'
import { withCaptureBadges } from '../recorder/capture.ts'
import { instantOf } from '../time/zone.ts'
import type { ImportFile } from './job-input.ts'

export type ReadyFile = Extract<PreparedFile, { kind: 'ready' }>

export interface Arrival {
  readonly file: ImportFile
  readonly ready: ReadyFile
}

export interface Committed {
  readonly recordingIds: readonly string[]
  readonly duplicates: number
  readonly tooShort: number
  readonly failed: readonly FailedFile[]
}

const finiteOrNull = (value: number): number | null => (Number.isFinite(value) ? value : null)

const toRecording = ({ file, ready }: Arrival, machine: Machine, importedAt: string): NewRecording => {
  const folder = path.posix.dirname(file.relativePath)
  return {
    id: file.recordingId ?? randomUUID(),
    machineId: machine.id,
    sha256: ready.sha256,
    storedPath: ready.storedPath,
    fileName: path.posix.basename(file.relativePath),
    folder: folder === '.' ? '' : folder,
    container: ready.container,
    codec: ready.codec,
    sampleRateHz: ready.sampleRateHz,
    channels: ready.channels,
    bitDepth: ready.bitDepth,
    durationS: ready.durationS,
    sizeBytes: ready.sizeBytes,
    recordedAt: ready.bextTime === null ? file.recordedAt : instantOf(ready.bextTime, machine.timeZone),
    recordedAtSource: ready.bextTime === null ? file.recordedAtSource : 'bext',
    importedAt,
    label: file.label,
    domain: file.domain,
    badges: withCaptureBadges(ready.badges, file.capture),
    clips: ready.clips.length,
    levelDb: finiteOrNull(ready.levelDb),
    bandwidthHz: finiteOrNull(ready.bandwidthHz)
  }
}

/** Rows for the clips that a compute process cut. */
export const toClips = (
  ready: ReadyFile,
  recordingId: string,
  machine: Machine,
  channel: number
): NewClip[] =>
  ready.clips.map(clip => ({ ...clip, id: randomUUID(), recordingId, machineId: machine.id, channel }))

/**
 * Commits a batch of prepared files: their bytes are in place, now their rows, all in one transaction. Under the
 * files mutex, so that a file found in place cannot be removed with another machine before its row is there.
 */
export const commitArrivals = (
  context: CoreContext,
  machine: Machine,
  by: string,
  arrivals: readonly Arrival[]
): Promise<Committed> =>
  context.filesMutex(() =>
    context.store.transaction(async repositories => {
      const known = new Set(
        await repositories.recordings.knownSha256(
          machine.id,
          arrivals.map(({ ready }) => ready.sha256)
        )
      )
      const importedAt = now()
      const failed: FailedFile[] = []
      const fresh: { readonly recording: NewRecording; readonly arrival: Arrival }[] = []
      let duplicates = 0
      for (const arrival of arrivals) {
        if (known.has(arrival.ready.sha256)) duplicates += 1
        else if (!context.folder.has(arrival.ready.storedPath)) {
          const reason = 'its copy was removed with another machine; import it again'
          failed.push({ file: arrival.file.relativePath, code: 'conflict', reason })
        } else {
          known.add(arrival.ready.sha256)
          fresh.push({ recording: toRecording(arrival, machine, importedAt), arrival })
        }
      }
      const ids = fresh.map(({ recording }) => recording.id)
      await repositories.recordings.insert(fresh.map(({ recording }) => recording))
      await repositories.attributes.insert(
        fresh.map(({ recording, arrival }) => ({
          recordingId: recording.id,
          attributes: arrival.file.attributes
        }))
      )
      for (const { recording, arrival } of fresh) {
        if (arrival.file.capture) await repositories.captures.insert(recording.id, arrival.file.capture)
      }
      for (const label of ['normal', 'anomalous'] as const) {
        const labelled = fresh.filter(({ recording }) => recording.label === label)
        await repositories.labels.add(
          labelled.map(({ recording }) => recording.id),
          label,
          by,
          importedAt
        )
      }
      await repositories.clips.insert(
        fresh.flatMap(({ recording, arrival }) =>
          toClips(arrival.ready, recording.id, machine, machine.channel)
        )
      )
      const tooShort = fresh.filter(({ recording }) => recording.clips === 0).length
      return { recordingIds: ids, duplicates, tooShort, failed }
    })
  )
