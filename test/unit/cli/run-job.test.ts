import { describe, expect, it } from 'vitest'
import { runJob } from '../../../electron/cli/run-job.ts'
import type { Client } from '../../../electron/contract/client.ts'
import type { Job } from '../../../electron/contract/jobs.ts'
import { memoryTerminal } from '../../support/memory-terminal.ts'

const job = (fields: Partial<Job>): Job => ({
  id: 'j1',
  kind: 'fit',
  state: 'running',
  machineId: 'm1',
  progress: 0,
  message: '',
  remainingS: null,
  createdAt: '2026-09-01T00:00:00.000Z',
  startedAt: null,
  endedAt: null,
  result: null,
  error: null,
  ...fields
})

/** A client whose one job is as the test says; a cancel ends it. */
const fakeClient = (first: Job) => {
  const listeners = new Set<(job: Job) => void>()
  const emit = (next: Job): void => {
    for (const listener of listeners) listener(next)
  }
  const client = {
    call: async (name: string) => {
      if (name === 'jobs.cancel') emit(job({ state: 'cancelled' }))
      return first
    },
    on: (_name: string, listener: (job: Job) => void) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    }
  }
  // The function under test uses these two calls alone.
  return { client: client as unknown as Client, emit, listeners }
}

const run = (client: Client, signal: AbortSignal = new AbortController().signal) =>
  runJob(client, { terminal: memoryTerminal(), signal }, Promise.resolve({ jobId: 'j1' }))

describe('runJob', () => {
  it('answers the result of a job that had ended before anybody listened', async () => {
    const { client, listeners } = fakeClient(job({ state: 'done', result: { modelId: 'x' } }))
    expect(await run(client)).toEqual({ modelId: 'x' })
    expect(listeners.size).toBe(0)
  })

  it('throws what the job failed with', async () => {
    const error = { code: 'too-few-normals', message: 'Too few' } as const
    const { client } = fakeClient(job({ state: 'failed', error }))
    await expect(run(client)).rejects.toMatchObject({ code: 'too-few-normals', message: 'Too few' })
  })

  it('cancels the job when the person does', async () => {
    const { client, listeners } = fakeClient(job({}))
    const controller = new AbortController()
    const running = run(client, controller.signal)
    await expect.poll(() => listeners.size).toBe(1)
    controller.abort()
    await expect(running).rejects.toMatchObject({ code: 'cancelled' })
  })
})
