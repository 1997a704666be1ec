import { randomUUID } from 'node:crypto'
import { AppError, toErrorBody, type Job, type JobKind } from '../../contract/index.ts'
import type { StoredJob } from '../../store/index.ts'
import { now, type CoreContext } from '../context.ts'
import { asAppError } from '../dispatcher.ts'
import type { JobBodies, JobContext } from './job-context.ts'
import { remainingS, throttle, type Progress } from './progress.ts'

const MAX_RUNNING = 2
const EVENT_INTERVAL_MS = 200

interface Waiting {
  readonly job: StoredJob
  readonly input: unknown
}

interface Running {
  readonly machineId: string | null
  readonly controller: AbortController
  readonly done: Promise<void>
}

/** Starts, watches and ends jobs. */
export interface JobRunner {
  start(kind: JobKind, machineId: string | null, input: unknown): Promise<string>
  /** The job with its progress of this moment. */
  withProgress(job: StoredJob): Job
  cancel(jobId: string): Promise<void>
  /** Cancels what runs or waits for a machine and waits until nothing does. */
  cancelOfMachine(machineId: string): Promise<void>
  close(): Promise<void>
}

const ENDED_BY_CLOSE = new AppError(
  'cancelled',
  'The application was closed while this was running. It can be run again.'
)

/**
 * A queue in which at most two jobs run at once and at most one for each machine, in the order they came.
 * `bodies` is asked for late: jobs may start others.
 */
export const createJobRunner = (context: CoreContext, bodies: () => JobBodies): JobRunner => {
  const { store, bus, log } = context
  const waiting: Waiting[] = []
  const running = new Map<string, Running>()
  const progress = new Map<string, Progress>()
  let isClosing = false

  const withProgress = (job: StoredJob): Job => ({ ...job, remainingS: null, ...progress.get(job.id) })

  const publish = async (jobId: string): Promise<void> => {
    const job = await store.jobs.get(jobId)
    if (job) bus.emit('jobs.changed', withProgress(job))
  }

  const execute = async ({ job, input }: Waiting, signal: AbortSignal): Promise<void> => {
    const startedMs = performance.now()
    const started: StoredJob = { ...job, state: 'running', startedAt: now() }
    await store.jobs.update(job.id, { state: 'running', startedAt: started.startedAt ?? now() })
    bus.emit('jobs.changed', withProgress(started))
    const ticker = throttle(() => bus.emit('jobs.changed', withProgress(started)), EVENT_INTERVAL_MS)
    let partial: Record<string, unknown> | null = null
    const jobContext: JobContext = {
      jobId: job.id,
      signal,
      report: (fraction, message) => {
        const bounded = Math.min(1, Math.max(0, Number.isFinite(fraction) ? fraction : 0))
        progress.set(job.id, {
          progress: bounded,
          message,
          remainingS: remainingS(job.kind, bounded, performance.now() - startedMs)
        })
        ticker.touch()
      },
      keep: result => {
        partial = result
      }
    }
    try {
      const result = await bodies()[job.kind](input, jobContext)
      await store.jobs.update(job.id, { state: 'done', progress: 1, endedAt: now(), result })
    } catch (thrown) {
      const error = signal.aborted && isClosing ? ENDED_BY_CLOSE : asAppError(thrown, log, `Job ${job.kind}`)
      const state =
        error === ENDED_BY_CLOSE ? 'interrupted' : error.code === 'cancelled' ? 'cancelled' : 'failed'
      const last = progress.get(job.id)
      await store.jobs.update(job.id, {
        state,
        progress: last?.progress ?? 0,
        message: last?.message ?? '',
        endedAt: now(),
        result: partial,
        error: toErrorBody(error)
      })
    } finally {
      ticker.stop()
      progress.delete(job.id)
    }
  }

  const pump = (): void => {
    if (isClosing) return
    const busyMachines = new Set([...running.values()].map(({ machineId }) => machineId))
    for (let at = 0; at < waiting.length && running.size < MAX_RUNNING;) {
      const next = waiting[at]
      if (next === undefined) break
      const { id, machineId } = next.job
      if (machineId !== null && busyMachines.has(machineId)) {
        at += 1
        continue
      }
      waiting.splice(at, 1)
      const controller = new AbortController()
      const done = execute(next, controller.signal)
        .catch((error: unknown) => log('error', 'The state of a job could not be stored', error))
        .then(async () => {
          running.delete(id)
          await publish(id)
          pump()
        })
      busyMachines.add(machineId)
      running.set(id, { machineId, controller, done })
    }
  }

  const dropWaiting = async (job: StoredJob): Promise<void> => {
    const at = waiting.findIndex(entry => entry.job.id === job.id)
    if (at >= 0) waiting.splice(at, 1)
    const error = { code: 'cancelled' as const, message: 'Cancelled before it began' }
    await store.jobs.update(job.id, { state: 'cancelled', endedAt: now(), error })
    await publish(job.id)
  }

  return {
    withProgress,

    start: async (kind, machineId, input) => {
      if (isClosing) throw new AppError('cancelled', 'The application is closing')
      const job: StoredJob = {
        id: randomUUID(),
        kind,
        state: 'queued',
        machineId,
        progress: 0,
        message: '',
        createdAt: now(),
        startedAt: null,
        endedAt: null,
        result: null,
        error: null
      }
      await store.jobs.insert(job, input)
      bus.emit('jobs.changed', withProgress(job))
      waiting.push({ job, input })
      pump()
      return job.id
    },

    cancel: async jobId => {
      const active = running.get(jobId)
      const queued = waiting.find(entry => entry.job.id === jobId)
      if (active) active.controller.abort()
      else if (queued) await dropWaiting(queued.job)
    },

    cancelOfMachine: async machineId => {
      for (const { job } of waiting.filter(entry => entry.job.machineId === machineId)) await dropWaiting(job)
      const active = [...running.values()].filter(entry => entry.machineId === machineId)
      for (const { controller } of active) controller.abort()
      await Promise.all(active.map(({ done }) => done))
    },

    close: async () => {
      isClosing = true
      const endedAt = now()
      for (const { job } of waiting.splice(0)) {
        await store.jobs.update(job.id, { state: 'interrupted', endedAt, error: toErrorBody(ENDED_BY_CLOSE) })
      }
      const active = [...running.values()]
      for (const { controller } of active) controller.abort()
      await Promise.all(active.map(({ done }) => done))
    }
  }
}
