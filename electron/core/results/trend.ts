import type { Trend } from '../../contract/index.ts'
import type { StoredModel, TrendRow } from '../../store/index.ts'

/** The score of a recording by an earlier version, where the current one has none. */
export interface EarlierScore {
  readonly recordingId: string
  readonly modelId: string
  readonly score: number
  readonly isHeldOut: boolean
}

/**
 * Dots and lines of the trend. A dot is judged by the current version or, where that has not scored it (another
 * channel or clip length since), by the newest that has. Steps are the lines by which the dots from there on are
 * judged, so a dot on or above the line is a flagged one.
 */
export const trendOf = (
  recordings: readonly TrendRow[],
  models: readonly StoredModel[],
  earlier: readonly EarlierScore[]
): Pick<Trend, 'points' | 'steps'> => {
  const byId = new Map(models.map(model => [model.id, model]))
  const current = models.find(({ isCurrent }) => isCurrent)
  const newest = new Map<string, EarlierScore>()
  const versionOf = (score: EarlierScore): number => byId.get(score.modelId)?.version ?? 0
  for (const score of earlier) {
    const known = newest.get(score.recordingId)
    if (!known || versionOf(score) > versionOf(known)) newest.set(score.recordingId, score)
  }
  const judged = recordings.flatMap(recording => {
    if (current && recording.score !== null) {
      return [{ recording, model: current, score: recording.score, isHeldOut: recording.isHeldOut }]
    }
    const old = newest.get(recording.id)
    const model = old && byId.get(old.modelId)
    return model ? [{ recording, model, score: old.score, isHeldOut: old.isHeldOut }] : []
  })
  return {
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
