import { useMessage, useNotification } from 'naive-ui'
import { useI18n } from 'vue-i18n'
import type { Job } from '../../../../electron/contract/jobs.ts'
import { useEvent } from '../../api/use-client.ts'
import { isActive } from '../../stores/jobs.ts'
import { useJobWords } from './use-job-words.ts'

/** Says it when a job ends: briefly when it went well, until it is closed when it failed. */
export const useJobNews = (): void => {
  const words = useJobWords()
  const message = useMessage()
  const notification = useNotification()
  const { t } = useI18n()
  const told = new Set<string>()
  const tell = (job: Job): void => {
    if (isActive(job) || told.has(job.id)) return
    told.add(job.id)
    if (job.state === 'done')
      message.success(`${words.title(job)}: ${words.outcome(job)}`, { duration: 6000 })
    else if (job.state === 'failed')
      notification.error({ title: t('jobs.failed', { job: words.title(job) }), content: words.outcome(job) })
  }
  // Old jobs are no news: they come by the list, not as events.
  useEvent('jobs.changed', tell)
}
