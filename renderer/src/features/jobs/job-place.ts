import type { Job } from '../../../../electron/contract/jobs.ts'

const PAGES: Readonly<Partial<Record<Job['kind'], string>>> = {
  import: 'recordings',
  reanalyse: 'recordings',
  fit: 'model',
  score: 'findings',
  sample: 'findings',
  report: 'report',
  'export-machine': 'settings',
  'import-machine': 'recordings'
}

/** Where to see what a job has brought (the part of the address after the hash); null where there is no such page. */
export const jobPlace = ({
  machineId: of,
  kind,
  state,
  result
}: Pick<Job, 'machineId' | 'kind' | 'state'> & Partial<Pick<Job, 'result'>>): string | null => {
  const page = PAGES[kind]
  // A machine that came in is known only by the result.
  const made = result?.['machineId']
  const machineId = of ?? (typeof made === 'string' ? made : null)
  return machineId === null || state !== 'done' || page === undefined
    ? null
    : `/machines/${machineId}/${page}`
}
