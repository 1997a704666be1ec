import { useI18n } from 'vue-i18n'
import { importResultSchema } from '../../../../../electron/contract/imports.ts'
import { isActive, useJobStore } from '../../../stores/jobs.ts'
import type { DoneTake } from './done-takes.ts'

/** Whether a recording can be listened to already, and what to say while it cannot. */
export interface DoneState {
  readonly isThere: boolean
  readonly text: string
}

/** Follows the jobs that bring recordings in. */
export const useDoneState = (): ((take: DoneTake) => DoneState) => {
  const jobs = useJobStore()
  const { t } = useI18n()
  return ({ jobId }) => {
    if (jobId === null) return { isThere: false, text: t('record.done.discarded') }
    const job = jobs.byId.get(jobId)
    if (job === undefined || isActive(job)) return { isThere: false, text: t('record.done.arriving') }
    const result = importResultSchema.safeParse(job.result).data
    const reason = job.error?.message ?? result?.failed[0]?.reason
    if (reason !== undefined) return { isThere: false, text: t('record.done.failed', { reason }) }
    return result?.imported === 0
      ? { isThere: false, text: t('record.done.twice') }
      : { isThere: job.state === 'done', text: '' }
  }
}
