import { ref, shallowRef, watch, type Ref, type ShallowRef, type WatchSource } from 'vue'

export interface Load<T> {
  readonly data: ShallowRef<T | undefined>
  readonly error: ShallowRef<unknown>
  readonly isLoading: Ref<boolean>
  reload(): Promise<void>
}

/**
 * Loads when `sources` change and on `reload`; answers that were overtaken are dropped. Old data stay until new
 * ones are there, except when a source changed.
 */
export const useLoad = <T>(sources: WatchSource[], fetch: () => Promise<T>): Load<T> => {
  const data = shallowRef<T>()
  const error = shallowRef<unknown>()
  const isLoading = ref(false)
  let turn = 0
  const reload = async (): Promise<void> => {
    const mine = ++turn
    isLoading.value = true
    try {
      const answer = await fetch()
      if (mine !== turn) return
      data.value = answer
      error.value = undefined
    } catch (cause) {
      if (mine !== turn) return
      error.value = cause
    } finally {
      if (mine === turn) isLoading.value = false
    }
  }
  watch(
    sources,
    () => {
      data.value = undefined
      void reload()
    },
    { immediate: true }
  )
  return { data, error, isLoading, reload }
}
