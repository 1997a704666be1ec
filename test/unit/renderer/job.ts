import type { Job } from '../../../electron/contract/jobs.ts'

/** A job for tests. */
export const job = (id: string, rest: Partial<Job> = {}): Job => ({
  id,
  kind: 'fit',
  state: 'queued',
  machineId: null,
  progress: 0,
  message: '',
  remainingS: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  startedAt: null,
  endedAt: null,
  result: null,
  error: null,
  ...rest
})
