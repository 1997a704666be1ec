import type { Job } from '../../../../../electron/contract/jobs.ts'
import type { Take } from '../../../../../electron/contract/recorder.ts'
import { isActive } from '../../../stores/jobs.ts'

/**
 * How many recordings of a machine are coming in: its takes that are being imported; 0 where other files are, whose
 * number is not known here; null: none.
 */
export const arrivalsOf = (
  machineId: string,
  takes: readonly Pick<Take, 'machineId' | 'state'>[],
  jobs: readonly Pick<Job, 'kind' | 'machineId' | 'state'>[]
): number | null => {
  const count = takes.filter(take => take.machineId === machineId && take.state === 'importing').length
  if (count > 0) return count
  const isImporting = jobs.some(job => job.kind === 'import' && job.machineId === machineId && isActive(job))
  return isImporting ? 0 : null
}
