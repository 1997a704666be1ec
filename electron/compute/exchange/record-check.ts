import type { z } from 'zod'
import {
  recordSchemas,
  type ExchangeRecord,
  type MachineRecord,
  type ManifestEntry,
  type RecordKind
} from '../../contract/exchange-records.ts'
import type { Renewal } from './renewal.ts'

/** Why a record does not fit; the caller adds file, entry and line. */
export class RecordError extends Error {}

/** A zod error in a few words: where and what. */
export const issueText = (error: z.ZodError): string => {
  const [issue] = error.issues
  if (issue === undefined) return 'it does not fit'
  return issue.path.length === 0 ? issue.message : `${issue.path.join('.')}: ${issue.message}`
}

type Checks = { readonly [K in RecordKind]: (record: ExchangeRecord<K>) => unknown }

export interface RecordCheck {
  /** The record as it comes in, with renewed identifiers. @throws RecordError */
  check(kind: RecordKind, value: unknown): unknown
  /** Version of the model in use, once the models were checked. */
  modelVersion(): number | null
  /** After the last record: nothing is missing and nothing is left over. @throws RecordError */
  finish(): void
}

const demand = (isFit: boolean, reason: string): void => {
  if (!isFit) throw new RecordError(reason)
}

/** Base64 of whole float32 numbers, by its length alone. */
const isFloat32 = (base64: string): boolean => Buffer.byteLength(base64, 'base64') % 4 === 0

const modelIdOf = (name: string): string | undefined =>
  name.startsWith('models/') ? name.split('/')[1] : undefined

/**
 * Checks records one by one, in the order of RECORD_KINDS: their form, that what they refer to is there, that nothing
 * is there twice, and that every content belongs to a record.
 */
export const createRecordCheck = (
  machine: MachineRecord,
  contents: readonly ManifestEntry[],
  renewal: Renewal
): RecordCheck => {
  const byName = new Map(contents.map(entry => [entry.name, entry]))
  const ids = new Set<string>([machine.id])
  const models = new Map<string, number>()
  const versions = new Set<number>()
  const recordings = new Set<string>()
  const contentsInUse = new Set<string>()
  const clips = new Map<string, string>()
  const judged = new Set<string>()

  const adopt = (id: string): string => {
    demand(!ids.has(id), `the identifier ${id} is there twice`)
    ids.add(id)
    return renewal.adopt(id)
  }
  const needRecording = (id: string): string => {
    demand(recordings.has(id), `there is no recording ${id}`)
    return renewal.of(id)
  }
  const needClip = (clipId: string, recordingId: string): void =>
    demand(clips.get(clipId) === recordingId, `there is no clip ${clipId} of the recording ${recordingId}`)
  const takeContent = (name: string, sizeBytes: number, sha256?: string): void => {
    const entry = byName.get(name)
    demand(entry !== undefined, `"${name}" is missing`)
    demand(!contentsInUse.has(name), `"${name}" belongs to two records`)
    demand(
      entry?.sizeBytes === sizeBytes && (sha256 === undefined || entry.sha256 === sha256),
      `"${name}" is another content than the record says`
    )
    contentsInUse.add(name)
  }

  const checks: Checks = {
    models: model => {
      demand(!versions.has(model.version), `version ${model.version} is there twice`)
      demand(model.version <= machine.lastModelVersion, `version ${model.version} was never given`)
      versions.add(model.version)
      models.set(model.id, model.version)
      // A recording that was left out may have been removed since: then its identifier says nothing any more.
      const excluded = renewal.within(model.excluded)
      return { ...model, id: adopt(model.id), params: renewal.within(model.params), excluded }
    },
    recordings: recording => {
      takeContent(recording.file, recording.sizeBytes, recording.sha256)
      recordings.add(recording.id)
      return { ...recording, id: adopt(recording.id) }
    },
    clips: clip => {
      const recordingId = needRecording(clip.recordingId)
      clips.set(clip.id, clip.recordingId)
      return { ...clip, id: adopt(clip.id), recordingId }
    },
    labels: label => ({ ...label, recordingId: needRecording(label.recordingId) }),
    events: event => ({ ...event, id: adopt(event.id) }),
    reports: report => {
      takeContent(`reports/${report.id}.pdf`, report.sizeBytes)
      return { ...report, id: adopt(report.id) }
    },
    scores: score => {
      demand(models.has(score.modelId), `there is no model ${score.modelId}`)
      needClip(score.clipId, score.recordingId)
      demand(isFloat32(score.bands) && isFloat32(score.lane.values), 'its numbers are cut off')
      const { modelId, clipId, recordingId } = score
      return {
        ...score,
        modelId: renewal.of(modelId),
        clipId: renewal.of(clipId),
        recordingId: renewal.of(recordingId)
      }
    },
    findings: finding => {
      const { clipId, recordingId } = finding
      needClip(clipId, recordingId)
      demand(!judged.has(clipId), `the clip ${clipId} has two findings`)
      judged.add(clipId)
      return {
        ...finding,
        id: adopt(finding.id),
        recordingId: renewal.of(recordingId),
        clipId: renewal.of(clipId)
      }
    },
    audit: entry => ({ ...entry, details: renewal.within(entry.details) })
  }

  const run = <K extends RecordKind>(kind: K, value: unknown): unknown => {
    const parsed = recordSchemas[kind].safeParse(value)
    if (!parsed.success) throw new RecordError(issueText(parsed.error))
    // A schema and a check of the same kind belong together.
    return checks[kind](parsed.data as ExchangeRecord<K>)
  }

  return {
    check: run,
    modelVersion: () =>
      machine.currentModelId === null ? null : (models.get(machine.currentModelId) ?? null),
    finish: () => {
      const { currentModelId } = machine
      demand(currentModelId === null || models.has(currentModelId), 'the model in use is missing')
      const withFiles = new Set(contents.flatMap(({ name }) => modelIdOf(name) ?? []))
      for (const id of models.keys()) demand(withFiles.has(id), `the files of the model ${id} are missing`)
      for (const id of withFiles) demand(models.has(id), `the files of ${id} belong to no model`)
      for (const { name } of contents) {
        demand(modelIdOf(name) !== undefined || contentsInUse.has(name), `"${name}" belongs to no record`)
      }
    }
  }
}
