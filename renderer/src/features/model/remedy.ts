import type { Job } from '../../../../electron/contract/jobs.ts'

/** What to do about a fit that made no version. */
export interface Remedy {
  /** A catalogue key below `model.remedy`; null where the error says it all. */
  readonly text: 'unscored' | 'engine' | 'lost' | 'disk' | 'nothingChanged' | 'goesOn' | null
  readonly canRetry: boolean
  /** Whether the engine's page helps. */
  readonly toSettings: boolean
}

const remedy = (text: Remedy['text'], canRetry: boolean, toSettings = false): Remedy => ({
  text,
  canRetry,
  toSettings
})

/** The version that was made all the same: what is missing then are scores. */
export const madeVersion = ({ result }: Pick<Job, 'result'>): string | null => {
  const modelId = result?.['modelId']
  return typeof modelId === 'string' ? modelId : null
}

/** The remedy by the state of a job and the code of its error. */
export const remedyOf = (job: Pick<Job, 'state' | 'error' | 'result'>): Remedy => {
  const { state, error } = job
  if (madeVersion(job) !== null) return remedy('unscored', false)
  if (state === 'cancelled') return remedy('nothingChanged', true)
  if (state === 'interrupted') return remedy('goesOn', true)
  switch (error?.code) {
    case 'engine-missing':
      return remedy('engine', true, true)
    case 'engine-lost':
    case 'compute-lost':
      return remedy('lost', true, true)
    case 'internal':
      return remedy('nothingChanged', true)
    // What must change first, the error's own sentence says.
    default:
      return error?.details?.['isStorageError'] === true ? remedy('disk', true) : remedy(null, false)
  }
}
