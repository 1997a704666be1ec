import { describe, expect, it } from 'vitest'
import { withJob, type DoneTake } from '../../../../../renderer/src/features/record/store/done-takes.ts'

const take = (recordingId: string): DoneTake => ({
  recordingId,
  jobId: `import of ${recordingId}`,
  machineId: 'fan',
  startedAt: '2026-01-01T08:00:00.000Z',
  seconds: 4.4,
  label: 'normal',
  dropOuts: [],
  missingS: 0,
  series: null
})
const jobsOf = (done: readonly DoneTake[]): unknown => done.map(({ jobId }) => jobId)

describe('the list of what was recorded here', () => {
  const done = [take('b'), take('a')]

  it('follows the new import of a take that was kept again', () => {
    expect(jobsOf(withJob(done, 'a', 'second'))).toEqual(['import of b', 'second'])
  })

  it('has no import for a take that was discarded', () => {
    expect(jobsOf(withJob(done, 'b', null))).toEqual([null, 'import of a'])
  })

  it('stays as it is for a take that was recorded elsewhere', () => {
    expect(withJob(done, 'c', 'other')).toEqual(done)
  })
})
