import { computed, shallowRef, type ComputedRef, type ShallowRef } from 'vue'

export interface Selection {
  readonly ids: ShallowRef<ReadonlySet<string>>
  readonly count: ComputedRef<number>
  set(ids: Iterable<string>): void
  add(ids: Iterable<string>): void
  toggle(id: string): void
  clear(): void
}

/** Recordings chosen for a bulk action, by id: they stay chosen while the table scrolls, sorts and filters. */
export const useSelection = (): Selection => {
  const ids = shallowRef<ReadonlySet<string>>(new Set())
  const set = (next: Iterable<string>): void => {
    ids.value = new Set(next)
  }
  return {
    ids,
    count: computed(() => ids.value.size),
    set,
    add: more => set([...ids.value, ...more]),
    toggle: id => {
      const next = new Set(ids.value)
      if (!next.delete(id)) next.add(id)
      ids.value = next
    },
    clear: () => set([])
  }
}
