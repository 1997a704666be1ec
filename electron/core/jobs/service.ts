import { AppError, type Job } from '../../contract/index.ts'
import type { Store, StoredJob } from '../../store/index.ts'
import { now } from '../context.ts'
import type { JobRunner } from './runner.ts'

const RETRYABLE = new Set<StoredJob['state']>(['interrupted', 'failed', 'cancelled'])

/** Jobs that an ended process left running or waiting: they say so and can be run again. */
export const interruptUnfinished = async (store: Store): Promise<number> => {
  const ids = await store.jobs.unfinishedIds()
  for (const id of ids) {
    await store.jobs.update(id, {
      state: 'interrupted',
      endedAt: now(),
      error: {
        code: 'cancelled',
        message:
          'Earshot ended before this was finished. What had been reported is kept; run it again for the rest.'
      }
    })
  }
  return ids.length
}

/** Looking at jobs, cancelling them and running them again. */
export const createJobService = (store: Store, runner: JobRunner) => {
  const need = async (jobId: string): Promise<StoredJob> => {
    const job = await store.jobs.get(jobId)
    if (!job) throw new AppError('not-found', 'There is no such job', { jobId })
    return job
  }
  return {
    list: async (limit: number, machineId?: string): Promise<Job[]> =>
      (await store.jobs.list(limit, machineId)).map(runner.withProgress),

    get: async (jobId: string): Promise<Job> => runner.withProgress(await need(jobId)),

    cancel: async (jobId: string): Promise<void> => {
      await need(jobId)
      await runner.cancel(jobId)
    },

    retry: async (jobId: string): Promise<{ jobId: string }> => {
      const job = await need(jobId)
      if (!RETRYABLE.has(job.state)) {
        throw new AppError('conflict', 'Only a job that did not reach its end can be run again', {
          state: job.state
        })
      }
      return { jobId: await runner.start(job.kind, job.machineId, await store.jobs.input(jobId)) }
    }
  }
}
