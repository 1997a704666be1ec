import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Job, Machine } from '../../../../electron/contract/index.ts'
import { createFakeCompute, type FakeTasks } from '../../../support/fake-compute.ts'
import { openTestCore, type TestCore } from '../../../support/core.ts'

/** Reports that wait until they are let go: long work under the test's control. */
const heldReports = (): {
  readonly tasks: Partial<FakeTasks>
  readonly started: number[]
  release(): void
  readonly waitFor: (count: number) => Promise<void>
} => {
  const started: number[] = []
  const waiters: { readonly count: number; readonly go: () => void }[] = []
  let open: (() => void)[] = []
  return {
    started,
    tasks: {
      report: (_input, { signal, report }) =>
        new Promise((resolve, reject) => {
          report(0.5, 'half')
          started.push(Date.now())
          for (const waiter of waiters) if (started.length >= waiter.count) waiter.go()
          signal.addEventListener('abort', () => reject(new DOMException('Cancelled', 'AbortError')))
          open.push(() => resolve({ pages: 1, sizeBytes: 1 }))
        })
    },
    release: () => {
      for (const go of open) go()
      open = []
    },
    waitFor: count =>
      started.length >= count ? Promise.resolve() : new Promise(go => waiters.push({ count, go }))
  }
}

describe('jobs', () => {
  const held = heldReports()
  let test: TestCore
  let machines: Machine[]
  beforeEach(async () => {
    held.started.splice(0)
    test = await openTestCore(createFakeCompute(held.tasks))
    machines = await Promise.all(['A', 'B', 'C'].map(name => test.call('machines.create', { name })))
  })
  afterEach(() => test.close())

  const report = (index: number): Promise<{ jobId: string }> =>
    test.call('reports.create', { machineId: machines[index]?.id ?? '' })
  const states = async (ids: readonly { jobId: string }[]): Promise<string[]> =>
    Promise.all(ids.map(async ({ jobId }) => (await test.call('jobs.get', { jobId })).state))

  it('run at most two at once, the rest wait', async () => {
    const ids = [await report(0), await report(1), await report(2)]
    await held.waitFor(2)
    expect(await states(ids)).toEqual(['running', 'running', 'queued'])
  })

  it('run one at a time for a machine, and do not hold up another machine', async () => {
    const ids = [await report(0), await report(0), await report(1)]
    await held.waitFor(2)
    expect(await states(ids)).toEqual(['running', 'queued', 'running'])
  })

  it('show their progress and end cancelled on request', async () => {
    const { jobId } = await report(0)
    await held.waitFor(1)
    expect(await test.call('jobs.get', { jobId })).toMatchObject({ progress: 0.5, message: 'half' })
    const end = test.ended({ jobId })
    await test.call('jobs.cancel', { jobId })
    expect(await end).toMatchObject({ state: 'cancelled', error: { code: 'cancelled' } })
  })

  it('that wait are cancelled without ever beginning', async () => {
    const ids = [await report(0), await report(0)]
    await held.waitFor(1)
    await test.call('jobs.cancel', ids[1] ?? { jobId: '' })
    expect(await states(ids)).toEqual(['running', 'cancelled'])
    expect(held.started).toHaveLength(1)
  })

  it('are interrupted by the end of the application and can be run again', async () => {
    const ids = [await report(0), await report(0)]
    await held.waitFor(1)
    await test.reopen()
    expect(await states(ids)).toEqual(['interrupted', 'interrupted'])
    const job = await test.call('jobs.get', ids[0] ?? { jobId: '' })
    expect(job.error?.message).toContain('closed while this was running')
    const again = await test.call('jobs.retry', { jobId: job.id })
    expect(again.jobId).not.toBe(job.id)
    await held.waitFor(2)
    expect(await states([again])).toEqual(['running'])
  })

  it('that reached their end are not run again', async () => {
    const { jobId } = await report(0)
    await held.waitFor(1)
    const end = test.ended({ jobId })
    held.release()
    // The fake made no file, so the report fails; a failed one may be retried, a running one may not.
    const job: Job = await end
    expect(job.state).toBe('failed')
    const second = await report(1)
    await held.waitFor(2)
    await expect(test.call('jobs.retry', second)).rejects.toMatchObject({ code: 'conflict' })
  })

  it('end with their machine', async () => {
    const { jobId } = await report(0)
    await held.waitFor(1)
    await test.call('machines.remove', { machineId: machines[0]?.id ?? '' })
    await expect(test.call('jobs.get', { jobId })).rejects.toMatchObject({ code: 'not-found' })
  })
})
