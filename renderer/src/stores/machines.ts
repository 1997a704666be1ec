import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import { AppError } from '../../../electron/contract/errors.ts'
import type { MachineSummary } from '../../../electron/contract/machines.ts'
import { coalesce } from '../api/coalesce.ts'
import { useClient } from '../api/use-client.ts'

const SETTLE_MS = 150

/** All machines with their state, as the rail, the overview and the header of a machine show them. */
export const useMachineStore = defineStore('machines', () => {
  const client = useClient()
  const byId = shallowRef<ReadonlyMap<string, MachineSummary>>(new Map())
  const isLoaded = ref(false)
  const all = computed(() => [...byId.value.values()])
  const stale = new Set<string>()

  const drop = (machineId: string): void => {
    const next = new Map(byId.value)
    next.delete(machineId)
    byId.value = next
  }
  const refresh = async (): Promise<void> => {
    const list = await client.call('machines.list', {})
    byId.value = new Map(list.map(summary => [summary.machine.id, summary]))
    isLoaded.value = true
  }
  const refreshOne = async (machineId: string): Promise<void> => {
    try {
      const summary = await client.call('machines.get', { machineId })
      byId.value = new Map(byId.value).set(machineId, summary)
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'not-found') throw error
      drop(machineId)
    }
  }
  const refreshStale = coalesce(() => {
    const ids = [...stale]
    stale.clear()
    for (const id of ids)
      refreshOne(id).catch((error: unknown) => {
        // The banner of the lost connection says it; the list is loaded again once the host is back.
        console.warn('The machine could not be loaded', error)
      })
  }, SETTLE_MS)
  const markStale = ({ machineId }: { machineId: string }): void => {
    stale.add(machineId)
    refreshStale()
  }
  client.on('machines.changed', markStale)
  client.on('recordings.changed', markStale)
  client.on('models.changed', markStale)
  client.on('findings.changed', markStale)

  return { byId, all, isLoaded, refresh, refreshOne, drop }
})
