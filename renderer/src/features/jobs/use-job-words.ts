import { useI18n } from 'vue-i18n'
import type { Job } from '../../../../electron/contract/jobs.ts'
import { formatRemaining } from '../../components/format/time.ts'
import { useMachineStore } from '../../stores/machines.ts'
import { resultPhrases } from './job-result.ts'

export interface JobWords {
  /** "Import · Exhaust fan 3". */
  title(job: Job): string
  /** "20 imported, 3 already there, 1 could not be read", or why it failed. */
  outcome(job: Job): string
  /** The first line of that: a refusal names every file below it. */
  summary(job: Job): string
  /** "about 3 min left", or nothing while it is not known. */
  remaining(job: Job): string
}

/** Jobs that leave nothing where they do not reach their end. */
const ALL_OR_NOTHING: ReadonlySet<Job['kind']> = new Set(['export-machine', 'import-machine'])

/** Sentences about jobs from the catalogue. */
export const useJobWords = (): JobWords => {
  const { t } = useI18n()
  const machines = useMachineStore()
  const outcome = (job: Job): string => {
    if (job.error !== null && job.state !== 'cancelled') return job.error.message
    if (job.state === 'cancelled' && ALL_OR_NOTHING.has(job.kind)) return t('jobs.outcome.undone')
    if (job.state !== 'done') return t(`jobs.outcome.${job.state}`)
    const machine = job.machineId === null ? undefined : machines.byId.get(job.machineId)?.machine
    const phrases = resultPhrases(job, machine?.currentModelId ?? null).map(({ key, params }) =>
      t(`jobs.result.${key}`, params, params['count'] ?? 1)
    )
    return phrases.length === 0 ? t('jobs.outcome.done') : phrases.join(', ')
  }
  return {
    title: job => {
      const name = job.machineId === null ? undefined : machines.byId.get(job.machineId)?.machine.name
      const kind = t(`jobs.kind.${job.kind}`)
      return name === undefined ? kind : `${kind} · ${name}`
    },
    outcome,
    summary: job => outcome(job).split('\n')[0] ?? '',
    remaining: job =>
      job.remainingS === null || job.state !== 'running'
        ? ''
        : t('jobs.remaining', { time: formatRemaining(job.remainingS) })
  }
}
