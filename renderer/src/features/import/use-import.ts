import { computed, ref, shallowRef, type ComputedRef, type Ref, type ShallowRef } from 'vue'
import { useI18n } from 'vue-i18n'
import type { Label } from '../../../../electron/contract/common.ts'
import { AppError } from '../../../../electron/contract/errors.ts'
import type { ImportPlan, ImportSource } from '../../../../electron/contract/imports.ts'
import type { Job } from '../../../../electron/contract/jobs.ts'
import { useClient } from '../../api/use-client.ts'
import { useAttempt } from '../../components/use-attempt.ts'
import { useJobStore } from '../../stores/jobs.ts'
import { worthSending, type ChosenFile } from './chosen-files.ts'
import { uploadFiles, type UploadProgress } from './upload-files.ts'

export interface ImportChoices {
  label: Label | null
  clipLengthS: number | null
  channel: number | null
}

export interface Importing {
  /** choose: nothing chosen yet; reading: files on their way or being looked at; plan; job. */
  readonly step: ComputedRef<'choose' | 'reading' | 'plan' | 'job'>
  readonly upload: ShallowRef<UploadProgress | null>
  readonly plan: ShallowRef<ImportPlan | null>
  readonly job: ComputedRef<Job | undefined>
  readonly isBusy: Ref<boolean>
  sendFiles(files: readonly ChosenFile[]): Promise<void>
  /** Files and folders of this computer, read where they lie. */
  readPaths(paths: readonly string[]): Promise<void>
  start(choices: ImportChoices): Promise<void>
  /** Stops an upload and goes back to the beginning; a running job goes on. */
  reset(): void
}

/** One import of a machine from choosing the files to the job's result. */
export const useImport = (machineId: () => string): Importing => {
  const client = useClient()
  const jobs = useJobStore()
  const attempt = useAttempt()
  const { t } = useI18n()
  const upload = shallowRef<UploadProgress | null>(null)
  const plan = shallowRef<ImportPlan | null>(null)
  const jobId = ref<string | null>(null)
  const isBusy = ref(false)
  let stop = new AbortController()

  const job = computed(() => (jobId.value === null ? undefined : jobs.byId.get(jobId.value)))
  const step = computed(() => {
    if (jobId.value !== null) return 'job'
    if (plan.value !== null) return 'plan'
    return isBusy.value ? 'reading' : 'choose'
  })

  const busy = async (work: () => Promise<void>): Promise<void> => {
    const mine = stop
    isBusy.value = true
    await attempt(work)
    if (mine === stop) {
      isBusy.value = false
      upload.value = null
    }
  }
  const makePlan = async (source: ImportSource): Promise<void> => {
    const mine = stop
    const answer = await client.call('imports.plan', { machineId: machineId(), source })
    if (mine === stop) plan.value = answer
  }

  return {
    step,
    upload,
    plan,
    job,
    isBusy,
    sendFiles: files =>
      busy(async () => {
        const chosen = worthSending(files)
        if (chosen.length === 0) throw new AppError('unsupported', t('import.noAudio'))
        const uploadId = crypto.randomUUID()
        const mine = stop
        await uploadFiles(client, uploadId, chosen, stop.signal, progress => {
          if (mine === stop) upload.value = progress
        })
        await makePlan({ uploadId })
      }),
    readPaths: paths => busy(() => makePlan({ paths: [...paths] })),
    start: choices =>
      busy(async () => {
        if (plan.value === null) return
        const { label, clipLengthS, channel } = choices
        const answer = await client.call('imports.start', {
          planId: plan.value.planId,
          ...(label === null ? {} : { label }),
          ...(clipLengthS === null ? {} : { clipLengthS }),
          ...(channel === null ? {} : { channel })
        })
        jobId.value = answer.jobId
        await jobs.follow(answer.jobId)
      }),
    reset: () => {
      stop.abort()
      stop = new AbortController()
      upload.value = null
      plan.value = null
      isBusy.value = false
      jobId.value = null
    }
  }
}
