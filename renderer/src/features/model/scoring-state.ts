import type { Job } from '../../../../electron/contract/jobs.ts'
import type { Model } from '../../../../electron/contract/models.ts'
import { isActive } from '../../stores/jobs.ts'
import { madeVersion } from './remedy.ts'

/** Where the scoring of a machine's recordings by a version stands that came with its fit. */
export type ScoringState = 'at-work' | 'cut-short' | 'ended'

/** By the jobs that are known: a version is there before its fit has scored the other recordings by it. */
export const scoringOf = (
  { id, machineId, createdAt }: Pick<Model, 'id' | 'machineId' | 'createdAt'>,
  jobs: readonly Job[]
): ScoringState => {
  const fits = jobs.filter(job => job.kind === 'fit' && job.machineId === machineId)
  const isAtWork = fits.some(
    job => isActive(job) && job.startedAt !== null && Date.parse(job.startedAt) <= Date.parse(createdAt)
  )
  if (isAtWork) return 'at-work'
  const own = fits.find(job => madeVersion(job) === id)
  return own === undefined || own.state === 'done' ? 'ended' : 'cut-short'
}
