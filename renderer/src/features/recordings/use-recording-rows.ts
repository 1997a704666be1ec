import { ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import type { Client } from '../../../../electron/contract/client.ts'
import type { Recording } from '../../../../electron/contract/recordings.ts'
import type { RecordingQuery } from './recording-query.ts'

const PAGE_ROWS = 100
const MOST_AT_ONCE = 2
/** Pages asked for longer ago than this many are passed over: the table has been scrolled past them. */
const MOST_WAITING = 4

export interface RecordingRows {
  /** How many match; null until that is known. */
  readonly total: Ref<number | null>
  readonly error: ShallowRef<unknown>
  /** The row at a place in the order, or undefined while it is on its way; asking for it fetches its page. */
  rowAt(index: number): Recording | undefined
  /** Ids of the rows from one place to another, both included, fetched where they are not here yet. */
  idsBetween(first: number, last: number): Promise<string[]>
  /** Everything may have changed: rows stay until newer ones are there. */
  invalidate(): void
}

/** The rows of a query, page by page as the table asks for them, the latest wish first. */
export const useRecordingRows = (
  client: Pick<Client, 'call'>,
  machineId: () => string,
  query: () => RecordingQuery
): RecordingRows => {
  const total = ref<number | null>(null)
  const error = shallowRef<unknown>()
  const pages = shallowRef<ReadonlyMap<number, readonly Recording[]>>(new Map())
  /** Pages that need not be asked for again. */
  const settled = new Set<number>()
  const inFlight = new Set<number>()
  let waiting: number[] = []
  let generation = 0
  let isFirstOfQuery = true

  const fetchRows = (offset: number, limit: number): Promise<{ total: number; rows: Recording[] }> => {
    const { filter, sort, isDescending } = query()
    const input = { machineId: machineId(), ...filter, sort, descending: isDescending, offset, limit }
    return client.call('recordings.list', input)
  }

  const load = async (page: number): Promise<void> => {
    const mine = generation
    inFlight.add(page)
    try {
      const answer = await fetchRows(page * PAGE_ROWS, PAGE_ROWS)
      if (mine !== generation) return
      // Rows of the query before stay in sight until the first of this one are here.
      const next = isFirstOfQuery ? new Map<number, readonly Recording[]>() : new Map(pages.value)
      isFirstOfQuery = false
      pages.value = next.set(page, answer.rows)
      total.value = answer.total
      error.value = undefined
    } catch (cause) {
      if (mine !== generation) return
      error.value = cause
    }
    settled.add(page)
    inFlight.delete(page)
    pump()
  }

  const pump = (): void => {
    while (inFlight.size < MOST_AT_ONCE) {
      const page = waiting.pop()
      if (page === undefined) return
      void load(page)
    }
  }

  const want = (page: number): void => {
    if (settled.has(page) || inFlight.has(page)) return
    waiting = [...waiting.filter(other => other !== page), page].slice(-MOST_WAITING)
    queueMicrotask(pump)
  }

  const restart = (): void => {
    generation++
    settled.clear()
    inFlight.clear()
    waiting = []
    want(0)
  }

  watch(
    [machineId, () => JSON.stringify(query())],
    () => {
      isFirstOfQuery = true
      restart()
    },
    { immediate: true }
  )

  return {
    total,
    error,
    rowAt: index => {
      const page = Math.floor(index / PAGE_ROWS)
      const rows = pages.value.get(page)
      want(page)
      return rows?.[index % PAGE_ROWS]
    },
    idsBetween: async (first, last) => {
      const [from, to] = first <= last ? [first, last] : [last, first]
      const ids: string[] = []
      while (from + ids.length <= to) {
        const limit = Math.min(1000, to - from - ids.length + 1)
        const { rows } = await fetchRows(from + ids.length, limit)
        ids.push(...rows.map(row => row.id))
        if (rows.length < limit) break
      }
      return ids
    },
    invalidate: () => {
      restart()
      // Draws the visible rows anew, and with that asks for their pages.
      pages.value = new Map(pages.value)
    }
  }
}
