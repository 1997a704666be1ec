import {
  AppError,
  methods,
  type ConditionNotice,
  type ParsedInput,
  type RecentResult
} from '../../contract/index.ts'
import type { RecentScore } from '../../store/index.ts'
import type { CoreContext } from '../context.ts'
import type { JobRunner } from '../jobs/runner.ts'
import { fullOrder } from '../models/fit-again.ts'
import { assertEnough, fitSetOf } from '../models/fit-set.ts'
import { needMachine } from './need.ts'

/** The recent past of the question "new operating condition?", in recordings. */
const RECENT = 20

interface Labelling {
  update(input: ParsedInput<'recordings.update'>): Promise<unknown>
}

/** "New operating condition?": the question, and the answer "these are normal". */
export const createNoticeService = (context: CoreContext, runner: JobRunner, recordings: Labelling) => {
  const { store, compute } = context
  // By machine: what the answer was worked out from, and the answer.
  const cache = new Map<string, { readonly key: string; readonly notice: ConditionNotice | null }>()

  /** The highest clip of each recording, in the given order (compute wants the newest last). */
  const resultsOf = async (modelId: string, recent: readonly RecentScore[]): Promise<RecentResult[]> => {
    const clips = await store.scores.results(
      modelId,
      recent.map(({ recordingId }) => recordingId)
    )
    return recent.flatMap(({ recordingId, isFlagged }) => {
      const own = clips.filter(clip => clip.recordingId === recordingId)
      const [highest] = own.toSorted((a, b) => b.score - a.score)
      return highest ? [{ recordingId, isFlagged, bands: highest.bands, views: highest.views }] : []
    })
  }

  return {
    notice: async (machineId: string): Promise<ConditionNotice | null> => {
      const { currentModelId } = await needMachine(store, machineId)
      if (currentModelId === null) return null
      const recent = await store.overview.recentScores(machineId, RECENT, false)
      const flagged = recent.filter(({ isFlagged }) => isFlagged).length
      if (flagged === 0) return null
      const key = JSON.stringify([currentModelId, recent])
      const known = cache.get(machineId)
      if (known?.key === key) return known.notice
      const answer = await compute.run(
        'newCondition',
        { recent: (await resultsOf(currentModelId, recent)).toReversed() },
        { isInteractive: true }
      )
      const notice = answer && {
        recordingIds: [...answer.recordingIds],
        flagged,
        of: recent.length,
        correlation: answer.correlation
      }
      cache.set(machineId, { key, notice })
      return notice
    },

    accept: async (input: ParsedInput<'machines.acceptCondition'>): Promise<{ jobId: string }> => {
      const { machineId, recordingIds, attributes } = input
      await needMachine(store, machineId)
      const own = await store.recordings.getMany(recordingIds)
      if (own.length === 0 || own.some(recording => recording.machineId !== machineId)) {
        throw new AppError('invalid', 'These are not recordings of this machine')
      }
      if (attributes !== undefined) {
        await store.attributes.insert(recordingIds.map(recordingId => ({ recordingId, attributes })))
      }
      await recordings.update({ recordingIds, label: 'normal' })
      assertEnough(await fitSetOf(store, machineId))
      const order = methods['models.fit'].input.parse({ machineId, again: true })
      return { jobId: await runner.start('fit', machineId, await fullOrder(store, order)) }
    }
  }
}
