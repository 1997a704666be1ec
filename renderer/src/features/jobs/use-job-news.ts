import { h } from 'vue'
import { NButton, useNotification } from 'naive-ui'
import { useI18n } from 'vue-i18n'
import { useEvent } from '../../api/use-client.ts'
import { useJobStore } from '../../stores/jobs.ts'
import { useJobWords } from './use-job-words.ts'

const SHOWN_MS = 20_000

/** Says it when a job has failed; the list of jobs keeps it, and one that went well stands in the bottom bar. */
export const useJobNews = (): void => {
  const words = useJobWords()
  const jobs = useJobStore()
  const notification = useNotification()
  const { t } = useI18n()
  const told = new Set<string>()
  // Old jobs are no news: they come by the list, not as events.
  useEvent('jobs.changed', job => {
    if (job.state !== 'failed' || told.has(job.id)) return
    told.add(job.id)
    const shown = notification.error({
      title: t('jobs.failed', { job: words.title(job) }),
      content: words.summary(job),
      duration: SHOWN_MS,
      keepAliveOnHover: true,
      action: () => h(NButton, { size: 'small', onClick: openList }, () => t('jobs.details'))
    })
    const openList = (): void => {
      shown.destroy()
      jobs.isDrawerOpen = true
    }
  })
}
