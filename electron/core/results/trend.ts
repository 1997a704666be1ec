import type { Trend } from '../../contract/index.ts'
import type { StoredModel, TrendRow } from '../../store/index.ts'
import { medianOf } from './median.ts'

/** The score of a recording by an earlier version, where the current one has none. */
export interface EarlierScore {
  readonly recordingId: string
  readonly modelId: string
  readonly score: number
  readonly isHeldOut: boolean
}

/** Zero where it lies as near to the normals as the threshold does, else the median of their held-out scores. */
const originOf = (model: Pick<StoredModel, 'heldOutScores' | 'threshold'> | undefined): number => {
  if (model === undefined) return 0
  const median = medianOf(model.heldOutScores)
  return median !== null && Math.abs(median) > model.threshold - median ? median : 0
}

/**
 * Dots and lines of the trend. A dot is judged by the current version or, where that has not scored it (another
 * channel or clip length since), by the newest that has. Scores of two detectors have no common scale: where several
 * have scored, only the dots of one are there, and the others are counted. Steps are the lines by which the dots from
 * there on are judged, so a dot on or above the line is a flagged one.
 */
export const trendOf = (
  recordings: readonly TrendRow[],
  models: readonly StoredModel[],
  earlier: readonly EarlierScore[]
): Omit<Trend, 'events'> => {
  const byId = new Map(models.map(model => [model.id, model]))
  const current = models.find(({ isCurrent }) => isCurrent)
  const versionOf = (score: EarlierScore): number => byId.get(score.modelId)?.version ?? 0
  const newestFirst = earlier.toSorted((a, b) => versionOf(b) - versionOf(a))
  const detectorOf = (score: EarlierScore | undefined) => score && byId.get(score.modelId)?.detector
  const detector = current?.detector ?? detectorOf(newestFirst[0]) ?? null
  const newest = new Map<string, EarlierScore>()
  const byOthers = new Set<string>()
  for (const score of newestFirst) {
    if (detectorOf(score) !== detector) byOthers.add(score.recordingId)
    else if (!newest.has(score.recordingId)) newest.set(score.recordingId, score)
  }
  const judged = recordings.flatMap(recording => {
    if (current && recording.score !== null) {
      return [{ recording, model: current, score: recording.score, isHeldOut: recording.isHeldOut }]
    }
    const old = newest.get(recording.id)
    const model = old && byId.get(old.modelId)
    return model ? [{ recording, model, score: old.score, isHeldOut: old.isHeldOut }] : []
  })
  const shown = new Set(judged.map(({ recording }) => recording.id))
  return {
    detector,
    origin: originOf(judged.at(-1)?.model),
    otherScale: recordings.filter(({ id }) => byOthers.has(id) && !shown.has(id)).length,
    points: judged.map(({ recording, model, score, isHeldOut }) => ({
      recordingId: recording.id,
      recordedAt: recording.recordedAt,
      score,
      isFlagged: score >= model.threshold,
      isAboveMonitor: score >= model.monitorLine,
      isHeldOut,
      modelVersion: model.version
    })),
    steps: judged
      .filter(({ model }, index) => judged[index - 1]?.model.id !== model.id)
      .map(({ recording, model }) => ({
        from: recording.recordedAt,
        threshold: model.threshold,
        monitorLine: model.monitorLine,
        modelVersion: model.version
      }))
  }
}
