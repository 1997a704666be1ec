import { importResultSchema, type FailedFile } from '../../../../electron/contract/imports.ts'
import type { Job } from '../../../../electron/contract/jobs.ts'

/** A catalogue key below `jobs.result` with its numbers. */
export interface ResultPhrase {
  readonly key: string
  readonly params: Readonly<Record<string, number>>
}

const numberIn = (result: Readonly<Record<string, unknown>>, name: string): number => {
  const value = result[name]
  return typeof value === 'number' ? value : 0
}

/** A fit whose version waits for a decision: what it flags are no findings. */
const isCandidate = (job: Job): boolean => job.kind === 'fit' && job.result?.['isCurrent'] === false

/**
 * What a finished job brought, as phrases to be joined: only those that say something. `inForceId` is the version that
 * is in force now, which a person may have taken into use after the job.
 */
export const resultPhrases = (job: Job, inForceId: string | null = null): ResultPhrase[] => {
  if (job.state !== 'done' || job.result === null) return []
  if (job.kind === 'import' || job.kind === 'sample') {
    const parsed = importResultSchema.safeParse(job.result)
    if (!parsed.success) return job.kind === 'sample' ? [{ key: 'sample', params: {} }] : []
    const { imported, duplicates, tooShort, failed, scored, flagged } = parsed.data
    const all: ResultPhrase[] = [
      { key: 'imported', params: { count: imported } },
      { key: 'duplicates', params: { count: duplicates } },
      { key: 'failed', params: { count: failed.length } },
      { key: 'tooShort', params: { count: tooShort } },
      { key: 'scored', params: { count: scored, flagged } }
    ]
    return all.filter((phrase, index) => index === 0 || phrase.params['count'] !== 0)
  }
  if (job.kind === 'score') {
    const params = { count: numberIn(job.result, 'scored'), flagged: numberIn(job.result, 'flagged') }
    return [{ key: 'scored', params }]
  }
  if (isCandidate(job)) {
    const isTaken = inForceId !== null && job.result['modelId'] === inForceId
    return [{ key: isTaken ? 'taken' : 'candidate', params: {} }]
  }
  if (job.kind === 'export-machine' || job.kind === 'import-machine') {
    return [{ key: job.kind, params: { count: numberIn(job.result, 'recordings') } }]
  }
  return [{ key: job.kind, params: {} }]
}

/** The files that an import could not read, with the reason of each. */
export const failedFiles = (job: Job): readonly FailedFile[] => {
  if (job.result === null) return []
  const parsed = importResultSchema.pick({ failed: true }).safeParse(job.result)
  return parsed.success ? parsed.data.failed : []
}

/** How many recordings a finished job has flagged. */
export const flaggedIn = (job: Job): number =>
  job.state === 'done' && job.result !== null && !isCandidate(job) ? numberIn(job.result, 'flagged') : 0

/** Seconds between the start and the end of a job; 0 while either is open. */
export const durationOf = ({ startedAt, endedAt }: Pick<Job, 'startedAt' | 'endedAt'>): number =>
  startedAt === null || endedAt === null
    ? 0
    : Math.max(0, (Date.parse(endedAt) - Date.parse(startedAt)) / 1000)
