import { describe, expect, it } from 'vitest'
import type { Job } from '../../../../../electron/contract/jobs.ts'
import { jobPlace } from '../../../../../renderer/src/features/jobs/job-place.ts'
import {
  durationOf,
  failedFiles,
  flaggedIn,
  resultPhrases
} from '../../../../../renderer/src/features/jobs/job-result.ts'
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

  it('says that a fitted version waits for a decision; what it flags are no findings', () => {
    const fit = job('k', {
      kind: 'fit',
      state: 'done',
      result: { modelId: 'm', isCurrent: false, flagged: 3 }
    })
    expect(resultPhrases(fit).map(phrase => phrase.key)).toEqual(['candidate'])
    expect(flaggedIn(fit)).toBe(0)
    expect(resultPhrases(fit, 'other').map(phrase => phrase.key)).toEqual(['candidate'])
    expect(resultPhrases(fit, 'm').map(phrase => phrase.key)).toEqual(['taken'])
  })

  it('says nothing of a job that has not ended', () => {
    expect(resultPhrases(job('k', { state: 'running' }))).toEqual([])
  })
})

describe('the end of a job', () => {
  it('counts what was flagged once it is done', () => {
    expect(flaggedIn(imported({ flagged: 3 }))).toBe(3)
    expect(flaggedIn(job('k', { state: 'failed', result: null }))).toBe(0)
  })

  it('knows how long it ran, 0 where it never began', () => {
    const startedAt = '2026-01-01T00:00:00.000Z'
    expect(durationOf({ startedAt, endedAt: '2026-01-01T00:00:12.500Z' })).toBe(12.5)
    expect(durationOf({ startedAt: null, endedAt: startedAt })).toBe(0)
    expect(durationOf({ startedAt, endedAt: null })).toBe(0)
  })

  it('leads to the page of what it brought, and nowhere where it brought nothing', () => {
    expect(jobPlace({ machineId: 'm1', kind: 'score', state: 'done' })).toBe('/machines/m1/findings')
    expect(jobPlace({ machineId: 'm1', kind: 'score', state: 'failed' })).toBeNull()
    expect(jobPlace({ machineId: null, kind: 'import', state: 'done' })).toBeNull()
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

describe('a machine in one file', () => {
  it('says how many recordings it holds', () => {
    const exported = job('e', { kind: 'export-machine', state: 'done', result: { recordings: 6 } })
    expect(resultPhrases(exported)).toEqual([{ key: 'export-machine', params: { count: 6 } }])
  })

  it('leads to the machine that came in, which only its result names', () => {
    const imported = job('i', {
      kind: 'import-machine',
      state: 'done',
      machineId: null,
      result: { machineId: 'm' }
    })
    expect(jobPlace(imported)).toBe('/machines/m/recordings')
    expect(jobPlace({ ...imported, state: 'failed' })).toBeNull()
  })
})
