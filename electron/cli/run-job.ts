import type { Client } from '../contract/client.ts'
import { AppError, fromErrorBody } from '../contract/errors.ts'
import type { Job } from '../contract/jobs.ts'
import type { CliContext } from './context.ts'

const isEnded = (job: Job): boolean => job.state !== 'queued' && job.state !== 'running'

const waitForEnd = async (client: Client, jobId: string, onProgress: (job: Job) => void): Promise<Job> => {
  const { promise, resolve } = Promise.withResolvers<Job>()
  const look = (job: Job): void => {
    if (job.id !== jobId) return
    if (isEnded(job)) resolve(job)
    else onProgress(job)
  }
  const stop = client.on('jobs.changed', look)
  try {
    // It may have ended before anybody listened.
    look(await client.call('jobs.get', { jobId }))
    return await promise
  } finally {
    stop()
  }
}

/**
 * Waits for a job with progress; Ctrl+C cancels it.
 * @throws the error that the job failed with; `cancelled`
 */
export const runJob = async (
  client: Client,
  context: Pick<CliContext, 'terminal' | 'signal'>,
  started: Promise<{ jobId: string }>
): Promise<Record<string, unknown>> => {
  const { jobId } = await started
  const cancel = (): void => {
    // The job's end is awaited below; that it cannot be cancelled any more is fine.
    client.call('jobs.cancel', { jobId }).catch(() => undefined)
  }
  if (context.signal.aborted) cancel()
  context.signal.addEventListener('abort', cancel)
  try {
    const job = await waitForEnd(client, jobId, running =>
      context.terminal.progress(running.progress, running.message)
    )
    if (job.state === 'done') return job.result ?? {}
    if (job.state === 'cancelled') throw new AppError('cancelled', 'Cancelled')
    throw job.error ? fromErrorBody(job.error) : new AppError('internal', `The job ended ${job.state}`)
  } finally {
    context.signal.removeEventListener('abort', cancel)
    context.terminal.clearProgress()
  }
}
