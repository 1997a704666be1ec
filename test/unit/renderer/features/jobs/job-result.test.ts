import { describe, expect, it } from 'vitest'
import type { Job } from '../../../../../electron/contract/jobs.ts'
import { failedFiles, resultPhrases } from '../../../../../renderer/src/features/jobs/job-result.ts'
import { detailsText } from '../../../../../renderer/src/features/settings/details-text.ts'
import { job } from '../../job.ts'

const failed = [{ file: 'a.wav', code: 'unreadable', reason: 'truncated' }]
const imported = (rest: Partial<Job['result'] & object>): Job =>
  job('j', {
    kind: 'import',
    state: 'done',
    result: { imported: 20, duplicates: 0, tooShort: 0, failed: [], scored: 0, flagged: 0, ...rest }
  })

describe('what a job brought', () => {
  it('always says how many came in, and the rest only where there is something to say', () => {
    expect(resultPhrases(imported({})).map(phrase => phrase.key)).toEqual(['imported'])
    expect(resultPhrases(imported({ imported: 0, duplicates: 3, failed })).map(phrase => phrase.key)).toEqual(
      ['imported', 'duplicates', 'failed']
    )
  })

  it('lists the files that could not be read, none where a result has no list', () => {
    expect(failedFiles(imported({ failed }))).toEqual(failed)
    expect(failedFiles(job('k', { kind: 'fit', state: 'done', result: { modelId: 'm' } }))).toEqual([])
  })

  it('says nothing of a job that has not ended', () => {
    expect(resultPhrases(job('k', { state: 'running' }))).toEqual([])
  })
})

describe('details of the audit log', () => {
  it('stand on one line, without what is empty', () => {
    expect(
      detailsText({ findingId: 'a1b2', machine: 'Fan 3', recordings: 20, note: null, comment: '' })
    ).toBe('machine: Fan 3, recordings: 20')
    expect(detailsText({ note: 'x'.repeat(500) }).length).toBeLessThanOrEqual(160)
  })
})
