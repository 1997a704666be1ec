import { onScopeDispose, watch, type Ref } from 'vue'
import type { RemoteClient } from '../../api/remote-client.ts'
import { mediaUrl } from '../../../../electron/contract/media.ts'
import { fetchBytes, type Source } from './load-sound.ts'
import { FINE_PAIRS_PER_S, PEAK_PAIRS_PER_S, wavPeaks, type Peaks } from './peaks.ts'
import type { TimeView } from './time-view.ts'
import type { Wave } from './use-wave.ts'

/** Longer recordings keep their first peaks: the whole sound would have to be fetched. */
const MAX_S = 120
/** Below this magnitude the 8-bit steps of the first peaks can be seen. */
const QUIET = 0.25
const KEPT = 8

/** Finer peaks for quiet recordings, and once a person zooms in so far that the first ones show steps. */
export const useFinePeaks = (
  client: RemoteClient,
  source: Readonly<Ref<Source | null>>,
  view: Readonly<Ref<TimeView>>,
  wave: Pick<Wave, 'refine' | 'isReady'>,
  fullScale: () => number
): { readonly peaksOf: (source: Source) => Peaks } => {
  const fine = new Map<string, Peaks>()
  let running = new AbortController()
  let underWay = ''

  watch([view, source, wave.isReady], async ([{ pxPerS }, shown, isReady]) => {
    if (!shown || !isReady || shown.recording.durationS > MAX_S || underWay === shown.url) return
    if (fine.has(shown.url) || (pxPerS <= 1.5 * PEAK_PAIRS_PER_S && shown.peaks.max >= QUIET)) return
    running.abort()
    const mine = new AbortController()
    running = mine
    underWay = shown.url
    try {
      const bytes = await fetchBytes(client, mediaUrl.listen(shown.recording.id, shown.channel), mine.signal)
      const peaks = wavPeaks(bytes, FINE_PAIRS_PER_S) ?? shown.peaks
      for (const old of fine.keys()) if (fine.size >= KEPT) fine.delete(old)
      fine.set(shown.url, peaks)
      if (source.value?.url === shown.url) wave.refine(peaks, fullScale())
    } catch (error) {
      if (mine.signal.aborted) return
      // What is drawn already stays; it is not asked for again.
      fine.set(shown.url, shown.peaks)
      console.warn('The finer waveform could not be loaded', error)
    } finally {
      if (underWay === shown.url) underWay = ''
    }
  })
  onScopeDispose(() => running.abort())
  return { peaksOf: shown => fine.get(shown.url) ?? shown.peaks }
}
