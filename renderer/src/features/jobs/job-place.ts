import type { Job } from '../../../../electron/contract/jobs.ts'

const PAGES: Readonly<Partial<Record<Job['kind'], string>>> = {
  import: 'recordings',
  reanalyse: 'recordings',
  fit: 'model',
  score: 'findings',
  sample: 'findings',
  report: 'report'
}

/** Where to see what a job has brought (the part of the address after the hash); null where there is no such page. */
export const jobPlace = ({
  machineId,
  kind,
  state
}: Pick<Job, 'machineId' | 'kind' | 'state'>): string | null => {
  const page = PAGES[kind]
  return machineId === null || state !== 'done' || page === undefined
    ? null
    : `/machines/${machineId}/${page}`
}
