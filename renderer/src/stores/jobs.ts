import { defineStore } from 'pinia'
import { computed, ref, shallowRef } from 'vue'
import type { Job } from '../../../electron/contract/jobs.ts'
import { useClient } from '../api/use-client.ts'

/** True while a job is waiting or at work. */
export const isActive = (job: Pick<Job, 'state'>): boolean =>
  job.state === 'queued' || job.state === 'running'

/** Long work of all machines, newest first, with its progress. */
export const useJobStore = defineStore('jobs', () => {
  const client = useClient()
  const byId = shallowRef<ReadonlyMap<string, Job>>(new Map())
  const isDrawerOpen = ref(false)
  const all = computed(() => [...byId.value.values()].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1)))
  const active = computed(() => all.value.filter(isActive).reverse())
  /** The fit of a machine that runs, else the one that waits for it longest. */
  const fitOf = (machineId: string): Job | undefined => {
    const fits = active.value.filter(job => job.kind === 'fit' && job.machineId === machineId)
    return fits.find(({ state }) => state === 'running') ?? fits[0]
  }
  const put = (job: Job): void => {
    byId.value = new Map(byId.value).set(job.id, job)
  }
  client.on('jobs.changed', put)
  const refresh = async (): Promise<void> => {
    const list = await client.call('jobs.list', {})
    byId.value = new Map(list.map(job => [job.id, job]))
  }
  const follow = async (jobId: string): Promise<void> => put(await client.call('jobs.get', { jobId }))
  const cancel = async (jobId: string): Promise<void> => {
    await client.call('jobs.cancel', { jobId })
  }
  const retry = async (jobId: string): Promise<string> => (await client.call('jobs.retry', { jobId })).jobId
  return { byId, all, active, isDrawerOpen, fitOf, refresh, follow, cancel, retry }
})
