import { computed, ref, type ComputedRef } from 'vue'
import { exportResultSchema, type ExportResult } from '../../../../electron/contract/exchange.ts'
import type { Job } from '../../../../electron/contract/jobs.ts'
import { useClient } from '../../api/use-client.ts'
import { useAttempt } from '../../components/use-attempt.ts'
import { useJobStore } from '../../stores/jobs.ts'

export interface Exporting {
  readonly job: ComputedRef<Job | undefined>
  readonly result: ComputedRef<ExportResult | undefined>
  /** Writes the file to a path of this computer, or (null) to be saved through the browser. */
  start(path: string | null): Promise<void>
  reset(): void
}

/** One export of a machine; a running job of an earlier visit is taken up again. */
export const useExporting = (machineId: () => string): Exporting => {
  const client = useClient()
  const jobs = useJobStore()
  const attempt = useAttempt()
  const jobId = ref<string | null>(null)
  const job = computed(() => {
    if (jobId.value !== null) return jobs.byId.get(jobId.value)
    return jobs.active.find(active => active.kind === 'export-machine' && active.machineId === machineId())
  })
  return {
    job,
    result: computed(() =>
      job.value?.state === 'done' ? exportResultSchema.safeParse(job.value.result).data : undefined
    ),
    start: async path => {
      await attempt(async () => {
        const started = await client.call('machines.export', {
          machineId: machineId(),
          ...(path !== null && { path })
        })
        jobId.value = started.jobId
        await jobs.follow(started.jobId)
      })
    },
    reset: () => {
      jobId.value = null
    }
  }
}
