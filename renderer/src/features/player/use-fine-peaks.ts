import { onScopeDispose, watch, type Ref } from 'vue'
import type { RemoteClient } from '../../api/remote-client.ts'
import { mediaUrl } from '../../../../electron/contract/media.ts'
import { fetchBytes, type Source } from './load-sound.ts'
import { FINE_PAIRS_PER_S, PEAK_PAIRS_PER_S, wavPeaks } from './peaks.ts'
import type { TimeView } from './time-view.ts'
import type { Wave } from './use-wave.ts'

/** Longer recordings keep their first peaks: the whole sound would have to be fetched. */
const MAX_S = 120

/** Fetches finer peaks once a person zooms in so far that the first ones show steps. */
export const useFinePeaks = (
  client: RemoteClient,
  source: Readonly<Ref<Source | null>>,
  view: Readonly<Ref<TimeView>>,
  wave: Pick<Wave, 'refine' | 'isReady'>
): void => {
  let running = new AbortController()
  let doneFor = ''
  watch([view, source, wave.isReady], async ([{ pxPerS }, shown, isReady]) => {
    if (!shown || !isReady || pxPerS <= 1.5 * PEAK_PAIRS_PER_S || shown.recording.durationS > MAX_S) return
    if (doneFor === shown.url) return
    doneFor = shown.url
    running.abort()
    const mine = new AbortController()
    running = mine
    try {
      const bytes = await fetchBytes(client, mediaUrl.listen(shown.recording.id, shown.channel), mine.signal)
      const peaks = wavPeaks(bytes, FINE_PAIRS_PER_S)
      if (peaks && !mine.signal.aborted && source.value?.url === shown.url) wave.refine(peaks)
    } catch (error) {
      if (!mine.signal.aborted) console.warn('The finer waveform could not be loaded', error)
    }
  })
  // Another sound starts with its first peaks again.
  watch(wave.isReady, isReady => {
    if (!isReady) doneFor = ''
  })
  onScopeDispose(() => running.abort())
}
