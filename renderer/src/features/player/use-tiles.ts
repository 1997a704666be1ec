import { onScopeDispose, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import { mediaUrl } from '../../../../electron/contract/media.ts'
import type { RemoteClient } from '../../api/remote-client.ts'
import { fetchBytes, type Source } from './load-sound.ts'
import { parseSpectrogram, type SpectrogramTile } from './spectrogram-data.ts'
import { MAX_SPECTROGRAM_VIEW_S, tilesFor, type TileRange } from './tiles.ts'
import { viewEndS, type TimeView } from './time-view.ts'

/** At most this many pieces stay in memory (30 s of 16 kHz are about 1 MB each). */
const KEPT = 24

export interface Tiles {
  /** Pieces of the shown recording that have come, by start. */
  readonly tiles: ShallowRef<readonly SpectrogramTile[]>
  readonly hasFailed: ShallowRef<boolean>
}

/** Fetches the spectrogram of what is on screen, piece by piece; earlier recordings stay for the A/B switch. */
export const useTiles = (
  client: RemoteClient,
  source: Readonly<Ref<Source | null>>,
  view: Readonly<Ref<TimeView>>
): Tiles => {
  const tiles = shallowRef<readonly SpectrogramTile[]>([])
  const hasFailed = shallowRef(false)
  const kept = new Map<string, SpectrogramTile>()
  const underWay = new Map<string, AbortController>()

  const addressOf = ({ recording, channel }: Source, range: TileRange): string =>
    mediaUrl.spectrogram(recording.id, channel, range.startS, range.lengthS)

  const wanted = (): readonly string[] => {
    const shown = source.value
    const { startS, durationS } = view.value
    if (!shown) return []
    const whole = durationS || shown.recording.durationS
    const endS = durationS > 0 ? viewEndS(view.value) : whole
    if (endS - startS > MAX_SPECTROGRAM_VIEW_S) return []
    return tilesFor(startS, endS, whole).map(range => addressOf(shown, range))
  }
  const publish = (): void => {
    const present = wanted().flatMap(address => kept.get(address) ?? [])
    const isSame =
      present.length === tiles.value.length && present.every((tile, index) => tile === tiles.value[index])
    if (!isSame) tiles.value = present
  }
  const fetchTile = async (address: string): Promise<void> => {
    const controller = new AbortController()
    underWay.set(address, controller)
    try {
      kept.set(address, parseSpectrogram(await fetchBytes(client, address, controller.signal)))
      for (const old of kept.keys()) if (kept.size > KEPT && !wanted().includes(old)) kept.delete(old)
      publish()
    } catch (error) {
      if (controller.signal.aborted) return
      hasFailed.value = true
      console.warn('The spectrogram could not be loaded', error)
    } finally {
      if (underWay.get(address) === controller) underWay.delete(address)
    }
  }
  const update = (): void => {
    const addresses = wanted()
    for (const [address, controller] of underWay) if (!addresses.includes(address)) controller.abort()
    publish()
    for (const address of addresses) {
      if (!kept.has(address) && !underWay.has(address) && !hasFailed.value) void fetchTile(address)
    }
  }
  watch(source, () => {
    hasFailed.value = false
    update()
  })
  watch(view, update)
  onScopeDispose(() => {
    for (const controller of underWay.values()) controller.abort()
    kept.clear()
  })
  return { tiles, hasFailed }
}
