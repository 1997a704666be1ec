import type { ClipRefusal, ClipScore, ScoredClip } from '../../contract/index.ts'
import type { ClipSource, Repositories, StoredModel } from '../../store/index.ts'
import { now, type CoreContext } from '../context.ts'
import type { JobContext } from '../jobs/job-context.ts'
import { giveBadge } from '../recordings/badges.ts'
import { runBatched } from '../jobs/run-batched.ts'
import { applyToRecordings } from './apply.ts'
import { clipRef } from './fit-set.ts'

export interface ScoreCounts {
  readonly scored: number
  readonly flagged: number
  readonly refused: number
}

/** Of one clip. It is answered again where an engine was lost; then the last answer counts, here and in the store. */
interface ClipAnswer {
  readonly recordingId: string
  readonly kind: 'normal' | 'flagged' | 'refused'
}

/** Recordings that have a score, those that are flagged, and clips that were refused. */
const countsOf = (answers: readonly ClipAnswer[]): ScoreCounts => {
  const judged = answers.filter(({ kind }) => kind !== 'refused')
  const flagged = judged.filter(({ kind }) => kind === 'flagged')
  return {
    scored: new Set(judged.map(({ recordingId }) => recordingId)).size,
    flagged: new Set(flagged.map(({ recordingId }) => recordingId)).size,
    refused: answers.length - judged.length
  }
}

const isJudged = ({ score, pValue, lane }: ClipScore): boolean =>
  Number.isFinite(score) && Number.isFinite(pValue) && Number.isFinite(lane.peakS)

/** What a batch of answers is made of; a score that is no number counts as a clip that cannot be judged. */
export const splitAnswers = (
  items: readonly ScoredClip[]
): { readonly scores: ClipScore[]; readonly refusals: ClipRefusal[] } => {
  const scores: ClipScore[] = []
  const refusals: ClipRefusal[] = []
  for (const item of items) {
    if (item.kind === 'refused') refusals.push(item.value)
    else if (isJudged(item.value)) scores.push(item.value)
    else {
      const { clipId, recordingId } = item.value
      refusals.push({ clipId, recordingId, reason: 'its score is not a number', badge: null })
    }
  }
  return { scores, refusals }
}

/** Badges that say why clips could not be judged. */
export const badgeRefusals = async (
  repositories: Repositories,
  refusals: readonly ClipRefusal[]
): Promise<void> => {
  for (const { recordingId, badge } of refusals) {
    if (badge === null) continue
    const recording = await repositories.recordings.get(recordingId)
    const isKnown = recording?.badges.some(({ code }) => code === badge.code) ?? true
    if (recording && !isKnown) await giveBadge(repositories, recording, badge)
  }
}

/** Scores clips by a version and commits what comes in batches; flags and findings follow a current one. */
export const scoreClips = async (
  context: CoreContext,
  machineId: string,
  model: Pick<StoredModel, 'id' | 'threshold'>,
  clips: readonly ClipSource[],
  job: JobContext
): Promise<ScoreCounts> => {
  const answers = new Map<string, ClipAnswer>()
  if (clips.length === 0) return { scored: 0, flagged: 0, refused: 0 }
  const { store, bus, folder, log } = context

  const commit = async (items: readonly ScoredClip[]): Promise<void> => {
    const { scores, refusals } = splitAnswers(items)
    await store.transaction(async repositories => {
      const there = await repositories.clips.existing(scores.map(({ clipId }) => clipId))
      const kept = scores.filter(({ clipId }) => there.has(clipId))
      await repositories.scores.save(model.id, kept, now())
      await badgeRefusals(repositories, refusals)
      const machine = await repositories.machines.get(machineId)
      if (machine?.currentModelId === model.id) {
        const ids = [...new Set(kept.map(({ recordingId }) => recordingId))]
        await applyToRecordings(repositories, machineId, model, ids)
      }
      for (const { clipId, recordingId, score } of kept) {
        answers.set(clipId, { recordingId, kind: score >= model.threshold ? 'flagged' : 'normal' })
      }
    })
    for (const refusal of refusals) {
      answers.set(refusal.clipId, { recordingId: refusal.recordingId, kind: 'refused' })
      log('info', 'A clip was not judged', refusal)
    }
    bus.emit('recordings.changed', { machineId })
    bus.emit('findings.changed', { machineId })
  }

  await runBatched(
    context,
    job,
    'score',
    {
      modelDir: folder.model(model.id),
      clips: clips.map(source => clipRef(folder, source)),
      cacheDir: folder.systems()
    },
    commit,
    { onEngineLost: message => log('warn', 'The learning engine was lost while clips were scored', message) }
  )
  return countsOf([...answers.values()])
}
