import type { Job } from '../../contract/jobs.ts'

/** The jobs at work, kept from the events of the core. */
export interface JobWatch {
  readonly active: ReadonlyMap<string, Job>
  /** Takes in one event; true when a job that was at work has failed with it. */
  take(job: Job): boolean
}

/** Follows jobs from `jobs.changed`: queued and running ones stay, ended ones go. */
export const createJobWatch = (): JobWatch => {
  const active = new Map<string, Job>()
  return {
    active,
    take: job => {
      const wasActive = active.has(job.id)
      if (job.state === 'queued' || job.state === 'running') active.set(job.id, job)
      else active.delete(job.id)
      return wasActive && job.state === 'failed'
    }
  }
}
