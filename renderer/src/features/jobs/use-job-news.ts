import { useNotification } from 'naive-ui'
import { useI18n } from 'vue-i18n'
import { useEvent } from '../../api/use-client.ts'
import { useJobWords } from './use-job-words.ts'

/** Says it when a job has failed, until it is closed; one that went well stands in the bottom bar. */
export const useJobNews = (): void => {
  const words = useJobWords()
  const notification = useNotification()
  const { t } = useI18n()
  const told = new Set<string>()
  // Old jobs are no news: they come by the list, not as events.
  useEvent('jobs.changed', job => {
    if (job.state !== 'failed' || told.has(job.id)) return
    told.add(job.id)
    notification.error({ title: t('jobs.failed', { job: words.title(job) }), content: words.outcome(job) })
  })
}
