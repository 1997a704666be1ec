import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { mediaUrl } from '../../../../electron/contract/media.ts'
import { AppError } from '../../../../electron/contract/errors.ts'
import type { RemoteClient } from '../../api/remote-client.ts'

export interface Pdf {
  /** Address of the shown PDF on this page, for saving; null while there is none. */
  readonly url: ShallowRef<string | null>
  readonly bytes: ShallowRef<ArrayBuffer | null>
  readonly error: ShallowRef<unknown>
  readonly isLoading: Ref<boolean>
}

/** A report's PDF as an object of this page, so that it is shown and saved without asking the host again. */
export const usePdf = (client: RemoteClient, reportId: () => string | null): Pdf => {
  const url = shallowRef<string | null>(null)
  const bytes = shallowRef<ArrayBuffer | null>(null)
  const error = shallowRef<unknown>(null)
  const isLoading = ref(false)
  let running = new AbortController()

  const release = (): void => {
    running.abort()
    if (url.value !== null) URL.revokeObjectURL(url.value)
    url.value = null
    bytes.value = null
  }
  watch(
    reportId,
    async id => {
      release()
      error.value = null
      if (id === null) return
      const mine = new AbortController()
      running = mine
      isLoading.value = true
      try {
        const response = await fetch(client.address(mediaUrl.report(id)), {
          signal: mine.signal,
          credentials: 'same-origin'
        })
        if (!response.ok) throw new AppError('not-found', 'The report is not there any more.')
        const content = await response.arrayBuffer()
        if (mine.signal.aborted) return
        url.value = URL.createObjectURL(new Blob([content], { type: 'application/pdf' }))
        bytes.value = content
      } catch (cause) {
        if (!mine.signal.aborted) error.value = cause
      } finally {
        if (running === mine) isLoading.value = false
      }
    },
    { immediate: true }
  )
  onScopeDispose(release)
  return { url, bytes, error, isLoading }
}
