import { computed, reactive, watch, type ComputedRef } from 'vue'
import type {
  FitPreview,
  Job,
  Model,
  Recording,
  StoreDetectorId
} from '../../../../electron/contract/index.ts'
import { coalesce } from '../../api/coalesce.ts'
import { useClient, useEvent } from '../../api/use-client.ts'
import { useLoad, type Load } from '../../api/use-load.ts'
import { useAttempt } from '../../components/use-attempt.ts'
import { useJobStore } from '../../stores/jobs.ts'

/** Fewest normals of a fit, and of one that is not provisional (issue: fit in one click). */
export const NEEDED_NORMALS = 5
export const FIRM_NORMALS = 20

/** What a person asks of a fit besides its note. */
export interface FitWish {
  readonly detector: StoreDetectorId
  readonly budgetS: number | null
}

/** The one-click fit. */
export const ONE_CLICK: FitWish = { detector: 'auto', budgetS: null }

export interface ModelPageState {
  readonly models: Load<Model[]>
  readonly preview: Load<FitPreview>
  /** Normals that do not sound like the others. */
  readonly unlike: Load<readonly Recording[]>
  readonly current: ComputedRef<Model | undefined>
  /** The fit of this machine that runs, else the one that waits. */
  readonly fitJob: ComputedRef<Job | undefined>
  /** The newest fit of this machine, where it made no version and that is still news. */
  readonly failedFit: ComputedRef<Job | undefined>
  fit(wish: FitWish, note: string): Promise<void>
  retry(jobId: string): Promise<void>
}

/** What the Model page shows, kept up to date by events. */
export const useModelPage = (machineId: () => string): ModelPageState => {
  const client = useClient()
  const jobs = useJobStore()
  const attempt = useAttempt()
  const models = useLoad([machineId], () => client.call('models.list', { machineId: machineId() }))
  const preview = useLoad([machineId], () => client.call('models.preview', { machineId: machineId() }))
  const unlike = useLoad([machineId], async () => {
    const { rows } = await client.call('recordings.list', {
      machineId: machineId(),
      label: 'normal',
      badge: 'unlike-normals',
      limit: 100
    })
    return rows
  })
  const reloadInputs = coalesce(() => {
    void preview.reload()
    void unlike.reload()
  }, 200)
  useEvent('models.changed', changed => {
    if (changed.machineId !== machineId()) return
    void models.reload()
    reloadInputs()
  })
  for (const name of ['recordings.changed', 'machines.changed'] as const) {
    useEvent(name, changed => {
      if (changed.machineId === machineId()) reloadInputs()
    })
  }
  const fitJob = computed(() => jobs.fitOf(machineId()))
  // That a fit was cancelled is no news to somebody who comes later.
  const seen = reactive(new Set<string>())
  watch(
    fitJob,
    job => {
      if (job) seen.add(job.id)
    },
    { immediate: true }
  )
  return {
    models,
    preview,
    unlike,
    current: computed(() => models.data.value?.find(model => model.isCurrent)),
    fitJob,
    failedFit: computed(() => {
      const newest = jobs.all.find(job => job.kind === 'fit' && job.machineId === machineId())
      if (newest === undefined) return undefined
      const isNews =
        newest.state === 'failed' ||
        newest.state === 'interrupted' ||
        (newest.state === 'cancelled' && seen.has(newest.id))
      return isNews ? newest : undefined
    }),
    fit: async ({ detector, budgetS }, note) => {
      await attempt(async () => {
        const { jobId } = await client.call('models.fit', { machineId: machineId(), detector, budgetS, note })
        await jobs.follow(jobId)
      })
    },
    retry: async jobId => {
      await attempt(async () => {
        const again = await jobs.retry(jobId)
        await jobs.follow(again)
      })
    }
  }
}
