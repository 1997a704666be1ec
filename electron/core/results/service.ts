import { AppError, reasonSchema, type ClipResult, type Trend } from '../../contract/index.ts'
import { reasonSentence } from '../../contract/sentences.ts'
import { z } from 'zod'
import type { CoreContext } from '../context.ts'
import { needMachine } from '../machines/need.ts'
import { needModel } from '../models/need.ts'
import { csvText, fileNameFor } from './csv.ts'
import { trendOf } from './trend.ts'

const HEADER = [
  'folder',
  'file',
  'recorded_at',
  'label',
  'start_s',
  'length_s',
  'score',
  'threshold',
  'p_value',
  'flagged',
  'held_out',
  'peak_s',
  'reasons',
  'model_version',
  'detector'
]

/** Scores as clips, as a trend and as a table. */
export const createResultService = ({ store }: CoreContext) => {
  const trend = async (machineId: string, from?: string, to?: string): Promise<Trend> => {
    await needMachine(store, machineId)
    const start = from === undefined ? null : new Date(from).toISOString()
    const end = to === undefined ? null : new Date(to).toISOString()
    const recordings = await store.overview.trendRows(machineId, start, end)
    const models = await store.models.ofMachine(machineId)
    const earlier = await store.scores.highestOfMachine(machineId)
    const events = (await store.events.ofMachine(machineId)).filter(
      ({ at }) => (start === null || at >= start) && (end === null || at <= end)
    )
    return {
      ...trendOf(recordings, models, earlier),
      events: events.map(({ id, at, text }) => ({ id, at, text }))
    }
  }

  return {
    ofRecording: async (recordingId: string, modelId?: string): Promise<ClipResult[]> => {
      const recording = await store.recordings.get(recordingId)
      if (!recording) throw new AppError('not-found', 'There is no such recording', { recordingId })
      const { currentModelId } = await needMachine(store, recording.machineId)
      const chosen = modelId ?? currentModelId
      return chosen === null ? [] : store.scores.results(chosen, [recordingId])
    },

    trend,

    csv: async (machineId: string): Promise<{ fileName: string; text: string }> => {
      const machine = await needMachine(store, machineId)
      const fileName = fileNameFor(machine.name, 'scores', 'csv')
      if (machine.currentModelId === null) return { fileName, text: await csvText(HEADER, []) }
      const model = await needModel(store, machine.currentModelId)
      const rows = await store.scores.plainOfModel(model.id)
      const reasons = z.array(reasonSchema)
      const cells = rows.map(row => [
        row.folder,
        row.fileName,
        row.recordedAt,
        row.label,
        row.startS,
        row.lengthS,
        row.score,
        model.threshold,
        row.pValue,
        row.score >= model.threshold,
        row.isHeldOut === 1,
        row.peakS,
        reasons.parse(JSON.parse(row.reasons)).map(reasonSentence).join('; '),
        model.version,
        model.detector
      ])
      return { fileName, text: await csvText(HEADER, cells) }
    }
  }
}
