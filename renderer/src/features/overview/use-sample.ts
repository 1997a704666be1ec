import { computed, ref, watch, type ComputedRef } from 'vue'
import { useRouter } from 'vue-router'
import type { Job } from '../../../../electron/contract/jobs.ts'
import { useClient } from '../../api/use-client.ts'
import { useAttempt } from '../../components/use-attempt.ts'
import { isActive, useJobStore } from '../../stores/jobs.ts'

/** Makes the sample machine, shows the job, and leads to its findings when it is done. */
export const useSample = (): { readonly job: ComputedRef<Job | undefined>; start(): Promise<void> } => {
  const client = useClient()
  const jobs = useJobStore()
  const router = useRouter()
  const attempt = useAttempt()
  const started = ref<{ machineId: string; jobId: string }>()
  const job = computed(() => {
    const mine = started.value === undefined ? undefined : jobs.byId.get(started.value.jobId)
    return mine ?? jobs.active.find(active => active.kind === 'sample')
  })
  watch(
    () => job.value?.state,
    state => {
      if (state === 'done' && started.value !== undefined)
        void router.push(`/machines/${started.value.machineId}/findings`)
    }
  )
  const start = async (): Promise<void> => {
    if (job.value !== undefined && isActive(job.value)) return
    await attempt(async () => {
      started.value = await client.call('machines.createSample', {})
      await jobs.follow(started.value.jobId)
    })
  }
  return { job, start }
}
