import { computed, shallowRef, watch, type ComputedRef } from 'vue'
import type { StoreDetectorId, TrainingPoint } from '../../../../electron/contract/models.ts'
import { useClient, useEvent } from '../../api/use-client.ts'
import { useLoad } from '../../api/use-load.ts'
import { withPoint } from './training-curve.ts'

export interface TrainingState {
  /** Undefined until it is known. */
  readonly detector: ComputedRef<StoreDetectorId | undefined>
  /** The curve so far; empty before the first epoch, and for a fit that trains nothing. */
  readonly points: ComputedRef<readonly TrainingPoint[]>
  readonly last: ComputedRef<TrainingPoint | undefined>
}

/** The loss curve of a fit while it goes on: what was before the page was opened, and every epoch from then on. */
export const useTraining = (jobId: () => string): TrainingState => {
  const client = useClient()
  const { data: before } = useLoad([jobId], () => client.call('models.training', { jobId: jobId() }))
  // Kept apart: an epoch may end while the answer is on its way.
  const since = shallowRef<readonly TrainingPoint[]>([])
  watch(jobId, () => {
    since.value = []
  })
  useEvent('models.training', ({ jobId: of, point }) => {
    if (of === jobId()) since.value = [...since.value, point]
  })
  const points = computed(() =>
    since.value.reduce<readonly TrainingPoint[]>(withPoint, before.value?.points ?? [])
  )
  return {
    detector: computed(() => before.value?.detector ?? undefined),
    points,
    last: computed(() => points.value.at(-1))
  }
}
