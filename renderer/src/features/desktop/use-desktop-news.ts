import { useDesktop } from '../../api/desktop.ts'
import { useEvent } from '../../api/use-client.ts'
import { jobPlace } from '../jobs/job-place.ts'
import { useJobWords } from '../jobs/use-job-words.ts'
import { durationOf, flaggedIn } from '../jobs/job-result.ts'

/** More than any system shows. */
const LONGEST_BODY = 500

/** Tells the desktop how a job ended: it decides whether to show a notification, and sets its badge. */
export const useDesktopNews = (): void => {
  const desktop = useDesktop()
  const words = useJobWords()
  if (desktop === null) return
  useEvent('jobs.changed', job => {
    // What a person cancelled is no news.
    if (job.state !== 'done' && job.state !== 'failed') return
    const machinePage = job.machineId === null ? '/' : `/machines/${job.machineId}`
    desktop
      .call('desktop.announce', {
        title: words.title(job),
        body: words.summary(job).slice(0, LONGEST_BODY),
        place: jobPlace(job) ?? machinePage,
        flagged: flaggedIn(job),
        durationS: durationOf(job)
      })
      .catch((error: unknown) => console.warn('The desktop could not be told of a job', error))
  })
}
