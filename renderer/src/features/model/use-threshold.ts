import { computed, ref, shallowRef, watch, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { watchDebounced } from '@vueuse/core'
import type { FalseAlarms, Model } from '../../../../electron/contract/models.ts'
import { useClient } from '../../api/use-client.ts'
import { useAttempt } from '../../components/use-attempt.ts'

export interface ThresholdState {
  /** Where the line stands on the page. */
  readonly wanted: Ref<number>
  /** What to expect there. */
  readonly expected: ShallowRef<FalseAlarms>
  readonly isMoved: ComputedRef<boolean>
  readonly isSaving: Ref<boolean>
  readonly isByHand: ComputedRef<boolean>
  apply(): Promise<void>
  cancel(): void
  restore(): Promise<void>
}

const ASK_AFTER_MS = 150

/** The threshold of a model while it is moved: what to expect there, and setting it. */
export const useThreshold = (model: () => Model): ThresholdState => {
  const client = useClient()
  const attempt = useAttempt()
  const wanted = ref(model().threshold)
  const expected = shallowRef(model().falseAlarms)
  const isSaving = ref(false)
  const isMoved = computed(() => Math.abs(wanted.value - model().threshold) > 1e-9)

  watch(model, next => {
    wanted.value = next.threshold
    expected.value = next.falseAlarms
  })
  watchDebounced(
    wanted,
    async threshold => {
      const asked = model()
      if (threshold === asked.threshold) {
        expected.value = asked.falseAlarms
        return
      }
      const answer = await attempt(() =>
        client.call('models.falseAlarmsAt', { modelId: asked.id, threshold })
      )
      if (answer && wanted.value === threshold && model().id === asked.id) expected.value = answer
    },
    { debounce: ASK_AFTER_MS }
  )
  const save = async (threshold: number | null): Promise<void> => {
    isSaving.value = true
    await attempt(() => client.call('models.setThreshold', { modelId: model().id, threshold }))
    isSaving.value = false
  }
  return {
    wanted,
    expected,
    isMoved,
    isSaving,
    isByHand: computed(() => Math.abs(model().threshold - model().fittedThreshold) > 1e-9),
    apply: () => save(wanted.value),
    cancel: () => {
      wanted.value = model().threshold
    },
    restore: () => save(null)
  }
}
