import { computed, type ComputedRef } from 'vue'
import { useRoute, useRouter } from 'vue-router'
import {
  readQuery,
  writeQuery,
  type Filter,
  type RecordingQuery,
  type RecordingSort
} from './recording-query.ts'

export interface QueryInAddress {
  readonly query: ComputedRef<RecordingQuery>
  /** The recording in the player. */
  readonly recordingId: ComputedRef<string | null>
  /** Where the player begins, seconds. */
  readonly startS: ComputedRef<number | undefined>
  setFilter(filter: Filter, isTyping?: boolean): void
  setSort(sort: RecordingSort, isDescending: boolean): void
  open(recordingId: string | null): void
}

/** Filter, order and the open recording live in the address: links, reload and the back button work. */
export const useRecordingQuery = (): QueryInAddress => {
  const route = useRoute()
  const router = useRouter()
  const query = computed(() => readQuery(route.query))
  const recordingId = computed(() => {
    const id = route.query['recording']
    return typeof id === 'string' && id !== '' ? id : null
  })
  const startS = computed(() => {
    const at = Number(route.query['at'] ?? Number.NaN)
    return Number.isFinite(at) ? at : undefined
  })
  const go = (next: RecordingQuery, isReplacing: boolean): void => {
    const target = { query: { ...route.query, ...writeQuery(next) } }
    void (isReplacing ? router.replace(target) : router.push(target))
  }
  return {
    query,
    recordingId,
    startS,
    setFilter: (filter, isTyping = false) => go({ ...query.value, filter }, isTyping),
    setSort: (sort, isDescending) => go({ ...query.value, sort, isDescending }, true),
    open: id => {
      const target = { query: { ...route.query, recording: id ?? undefined, at: undefined } }
      // The first opening is a step to go back from; moving on through the list is not.
      void (recordingId.value === null && id !== null ? router.push(target) : router.replace(target))
    }
  }
}
