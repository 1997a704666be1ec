import { describe, expect, it } from 'vitest'
import type { Job } from '../../../../electron/contract/jobs.ts'
import { taskbarState } from '../../../../electron/main/jobs/taskbar.ts'
import { createJobWatch } from '../../../../electron/main/jobs/watch-jobs.ts'

const job = (id: string, state: Job['state'], progress = 0): Job => ({
  id,
  kind: 'fit',
  state,
  machineId: 'm1',
  progress,
  message: '',
  remainingS: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  startedAt: null,
  endedAt: null,
  result: null,
  error: null
})

describe('the bar in the task bar', () => {
  it('is not there without work', () => {
    expect(taskbarState([], false)).toEqual({ progress: -1, mode: 'none' })
    expect(taskbarState([job('a', 'done', 1)], false)).toEqual({ progress: -1, mode: 'none' })
  })

  it('is the mean of the jobs at work, those that wait included', () => {
    const jobs = [job('a', 'running', 0.5), job('b', 'queued'), job('c', 'done', 1)]
    expect(taskbarState(jobs, false)).toEqual({ progress: 0.25, mode: 'normal' })
  })

  it('is red and full after a failure that nobody has seen, red while other work goes on', () => {
    expect(taskbarState([], true)).toEqual({ progress: 1, mode: 'error' })
    expect(taskbarState([job('a', 'running', 0.5)], true)).toEqual({ progress: 0.5, mode: 'error' })
  })
})

describe('the watch over jobs', () => {
  it('keeps jobs until they end, and tells a failure of one that was at work', () => {
    const watch = createJobWatch()
    expect(watch.take(job('a', 'queued'))).toBe(false)
    expect(watch.take(job('a', 'running', 0.5))).toBe(false)
    expect([...watch.active.keys()]).toEqual(['a'])
    expect(watch.take(job('a', 'failed'))).toBe(true)
    expect(watch.active.size).toBe(0)
  })

  it('tells no failure of a job that it never saw at work, nor one twice', () => {
    const watch = createJobWatch()
    expect(watch.take(job('a', 'failed'))).toBe(false)
    watch.take(job('b', 'running'))
    watch.take(job('b', 'failed'))
    expect(watch.take(job('b', 'failed'))).toBe(false)
  })

  it('takes no cancelled job for a failure', () => {
    const watch = createJobWatch()
    watch.take(job('a', 'running'))
    expect(watch.take(job('a', 'cancelled'))).toBe(false)
  })
})
