import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import type { RemoteClient } from '../../api/remote-client.ts'
import { loadResults, loadSource, type Source } from './load-sound.ts'

export interface SourceState {
  readonly source: ShallowRef<Source | null>
  readonly error: ShallowRef<unknown>
  readonly isLoading: Ref<boolean>
  reload(): Promise<void>
}

const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError'

/** The recording that a player shows; what was overtaken by a newer choice is aborted. */
export const useSource = (
  client: RemoteClient,
  recordingId: () => string | null,
  channel: () => number | null
): SourceState => {
  const source = shallowRef<Source | null>(null)
  const error = shallowRef<unknown>(null)
  const isLoading = ref(false)
  let running = new AbortController()

  const reload = async (): Promise<void> => {
    running.abort()
    const mine = new AbortController()
    running = mine
    const [id, wantedChannel] = [recordingId(), channel()]
    error.value = null
    if (id === null || wantedChannel === null) {
      source.value = null
      isLoading.value = false
      return
    }
    isLoading.value = true
    try {
      const loaded = await loadSource(client, id, wantedChannel, mine.signal)
      if (mine.signal.aborted) return
      source.value = loaded
    } catch (cause) {
      if (mine.signal.aborted || isAbort(cause)) return
      source.value = null
      error.value = cause
    } finally {
      if (running === mine) isLoading.value = false
    }
  }
  const refreshResults = async (): Promise<void> => {
    const shown = source.value
    if (!shown) return
    const [results, { recording, clips }] = await Promise.all([
      loadResults(client, shown.recording.id),
      client.call('recordings.get', { recordingId: shown.recording.id })
    ])
    if (source.value === shown) source.value = { ...shown, recording, clips, results }
  }
  const refreshOf = ({ machineId }: { machineId: string }): void => {
    if (source.value?.recording.machineId !== machineId) return
    // What is shown stays when it fails: the recording may be gone, and its table says so.
    refreshResults().catch((cause: unknown) => console.warn('The results could not be loaded again', cause))
  }

  watch([recordingId, channel], () => void reload(), { immediate: true })
  const ends = [client.on('models.changed', refreshOf), client.on('recordings.changed', refreshOf)]
  onScopeDispose(() => {
    running.abort()
    for (const end of ends) end()
  })
  return { source, error, isLoading, reload }
}
