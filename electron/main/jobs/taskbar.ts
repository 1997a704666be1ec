import type { Job } from '../../contract/jobs.ts'

/** What the task bar shows of the jobs: a fraction, red after a failure that nobody has seen, or nothing. */
export interface TaskbarState {
  /** 0 to 1; -1 takes the bar away (Electron's convention). */
  readonly progress: number
  readonly mode: 'normal' | 'error' | 'none'
}

const isActive = ({ state }: Pick<Job, 'state'>): boolean => state === 'queued' || state === 'running'

/** One bar for all jobs: the mean of those at work; a failure stays red until the window is looked at. */
export const taskbarState = (
  jobs: readonly Pick<Job, 'state' | 'progress'>[],
  hasUnseenFailure: boolean
): TaskbarState => {
  const active = jobs.filter(isActive)
  if (active.length === 0) {
    return hasUnseenFailure ? { progress: 1, mode: 'error' } : { progress: -1, mode: 'none' }
  }
  const progress = active.reduce((sum, job) => sum + job.progress, 0) / active.length
  return { progress, mode: hasUnseenFailure ? 'error' : 'normal' }
}
