import { computed, ref, shallowRef, type ComputedRef, type ShallowRef } from 'vue'
import { AppError } from '../../../../electron/contract/errors.ts'
import type { MachineFile, MachineFilePreview } from '../../../../electron/contract/exchange.ts'
import type { Job } from '../../../../electron/contract/jobs.ts'
import type { RemoteClient } from '../../api/remote-client.ts'
import { useClient } from '../../api/use-client.ts'
import { useAttempt, useErrorSentence } from '../../components/use-attempt.ts'
import { useJobStore } from '../../stores/jobs.ts'
import type { MachineSource } from './use-machine-import.ts'

export interface Sent {
  readonly bytes: number
  readonly totalBytes: number
}

export interface Importing {
  /** choose: no file yet; reading: on its way or being looked at; refused: why not; preview; job. */
  readonly step: ComputedRef<'choose' | 'reading' | 'refused' | 'preview' | 'job'>
  /** How much of the file was sent; null where it is read where it lies. */
  readonly sent: ShallowRef<Sent | null>
  readonly refusal: ShallowRef<string | null>
  readonly preview: ShallowRef<MachineFilePreview | null>
  readonly job: ComputedRef<Job | undefined>
  read(source: MachineSource): Promise<void>
  start(): Promise<void>
  /** Back to the beginning; a running job goes on, a file that was sent for nothing is removed. */
  reset(): void
}

export interface ImportingParts {
  readonly client: Pick<RemoteClient, 'call' | 'upload'>
  readonly jobs: Pick<ReturnType<typeof useJobStore>, 'byId' | 'follow'>
  readonly attempt: ReturnType<typeof useAttempt>
  readonly sentence: ReturnType<typeof useErrorSentence>
}

/** One import of an exported machine, from the file to the job's result. */
export const createImporting = ({ client, jobs, attempt, sentence }: ImportingParts): Importing => {
  const isReading = ref(false)
  const sent = shallowRef<Sent | null>(null)
  const refusal = shallowRef<string | null>(null)
  const preview = shallowRef<MachineFilePreview | null>(null)
  const jobId = ref<string | null>(null)
  let file: MachineFile | null = null
  let stop = new AbortController()

  const job = computed(() => (jobId.value === null ? undefined : jobs.byId.get(jobId.value)))
  const step = computed(() => {
    if (jobId.value !== null) return 'job'
    if (preview.value !== null) return 'preview'
    if (refusal.value !== null) return 'refused'
    return isReading.value ? 'reading' : 'choose'
  })

  /** Takes a file back that was sent and is not wanted after all. */
  const discard = (unwanted: MachineFile | null): void => {
    if (unwanted === null || !('uploadId' in unwanted)) return
    client.call('machines.discardFile', unwanted).catch((error: unknown) => {
      // It is removed at the next start, whatever this says.
      console.warn('The file that was sent could not be removed', error)
    })
  }

  const send = async (chosen: File, signal: AbortSignal): Promise<MachineFile> => {
    const uploadId = crypto.randomUUID()
    const totalBytes = chosen.size
    sent.value = { bytes: 0, totalBytes }
    await client.upload(uploadId, chosen.name, chosen, signal, bytes => {
      if (!signal.aborted) sent.value = { bytes, totalBytes }
    })
    return { uploadId }
  }

  const reset = (): void => {
    stop.abort()
    stop = new AbortController()
    if (jobId.value === null) discard(file)
    file = null
    isReading.value = false
    sent.value = null
    refusal.value = null
    preview.value = null
    jobId.value = null
  }

  return {
    step,
    sent,
    refusal,
    preview,
    job,
    reset,

    read: async source => {
      reset()
      const { signal } = stop
      isReading.value = true
      try {
        const chosen = 'path' in source ? { path: source.path } : await send(source.file, signal)
        if (signal.aborted) return discard(chosen)
        file = chosen
        sent.value = null
        const answer = await client.call('machines.previewFile', { source: chosen })
        if (!signal.aborted) preview.value = answer
      } catch (error) {
        if (signal.aborted || (error instanceof AppError && error.code === 'cancelled')) return
        refusal.value = sentence(error)
      } finally {
        if (!signal.aborted) isReading.value = false
      }
    },

    start: async () => {
      const chosen = file
      if (chosen === null || jobId.value !== null) return
      await attempt(async () => {
        const started = await client.call('machines.import', { source: chosen })
        jobId.value = started.jobId
        await jobs.follow(started.jobId)
      })
    }
  }
}

/** The same with what the application provides. */
export const useImporting = (): Importing =>
  createImporting({
    client: useClient(),
    jobs: useJobStore(),
    attempt: useAttempt(),
    sentence: useErrorSentence()
  })
