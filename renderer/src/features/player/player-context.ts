import { computed, inject, provide, ref, shallowRef, watch, type InjectionKey } from 'vue'
import { useClient } from '../../api/use-client.ts'
import { useAttempt } from '../../components/use-attempt.ts'
import { useTokenColours } from '../../components/use-token-colours.ts'
import { useMachineStore } from '../../stores/machines.ts'
import { hotSpots, nextHotSpot } from './hot-spots.ts'
import type { Source } from './load-sound.ts'
import { loopTarget, type Selection } from './selection.ts'
import { zoomAround, zoomToRange, xOfTime } from './time-view.ts'
import { timeInFirst, timeInOther, useOtherSide } from './use-other-side.ts'
import { usePlayerSettings } from './use-player-settings.ts'
import { useFinePeaks } from './use-fine-peaks.ts'
import { useSource } from './use-source.ts'
import { useTiles } from './use-tiles.ts'
import { useWave, type LoadHow } from './use-wave.ts'

export interface PlayerProps {
  readonly machineId: string
  readonly recordingId: string | null
  readonly startS?: number | undefined
}

/** Longer recordings open with this much of them on screen, seconds. */
const FIRST_VIEW_S = 60
const ZOOM_STEP = 1.5

/** Everything a player does and shows; made by PlayerDock, taken up by its parts. */
const createPlayer = (props: PlayerProps) => {
  const client = useClient()
  const attempt = useAttempt()
  const machines = useMachineStore()
  const container = ref<HTMLElement | null>(null)
  const colours = useTokenColours()
  const settings = usePlayerSettings()
  const wave = useWave(container, colours)
  const { view, timeS, isPlaying } = wave

  const chosenChannel = ref<number | null>(null)
  const machine = computed(() => machines.byId.get(props.machineId)?.machine ?? null)
  const channel = computed(() => chosenChannel.value ?? machine.value?.channel ?? null)
  if (machine.value === null) void attempt(() => machines.refreshOne(props.machineId))

  const first = useSource(
    client,
    () => props.recordingId,
    () => channel.value
  )
  const other = useOtherSide(client)
  const side = ref<'a' | 'b'>('a')
  const shown = computed<Source | null>(() =>
    side.value === 'b' ? (other.pair.value?.source ?? first.source.value) : first.source.value
  )
  const { tiles, hasFailed: hasNoSpectrogram } = useTiles(client, shown, view)

  const { peaksOf } = useFinePeaks(client, shown, view, wave, () => fullScale())

  const lanes = computed(() => shown.value?.results.map(result => result.lane) ?? [])
  const spots = computed(() => hotSpots(lanes.value))
  const highest = computed(
    () => [...(shown.value?.results ?? [])].sort((a, b) => b.score - a.score).at(0) ?? null
  )
  /** Result of the clip that is heard; between clips the highest of the recording. */
  const result = computed(() => {
    const at = timeS.value
    const heard = shown.value?.results.find(({ startS, lengthS }) => at >= startS && at < startS + lengthS)
    return heard ?? highest.value
  })

  /** Both recordings of the A/B switch are drawn to one scale. */
  const fullScale = (): number => {
    const heard = [first.source.value, other.pair.value?.source]
    return Math.max(0.001, ...heard.map(source => (source ? peaksOf(source).max : 0)))
  }

  const selection = shallowRef<Selection | null>(null)
  const isLooping = ref(false)

  const show = async (source: Source, how: LoadHow): Promise<void> => {
    const { url, recording } = source
    const sound = { url, peaks: peaksOf(source), durationS: recording.durationS, fullScale: fullScale() }
    await wave.load(sound, how)
  }
  const seek = (wantedS: number): void => wave.seek(wantedS)
  const reveal = (at: number): void => {
    seek(at)
    const x = xOfTime(view.value, at)
    if (x < 0 || x > view.value.widthPx)
      wave.scrollTo((at - view.value.widthPx / view.value.pxPerS / 3) * view.value.pxPerS)
  }

  watch(first.source, async (source, before) => {
    if (source === null) {
      other.forget()
      side.value = 'a'
      selection.value = null
      return wave.empty()
    }
    if (source.url === before?.url) return
    const isSameRecording = source.recording.id === before?.recording.id
    const how = { atS: timeS.value, plays: isPlaying.value, keepsZoom: true }
    other.forget()
    side.value = 'a'
    if (isSameRecording) return show(source, how)
    selection.value = null
    const atS = props.startS ?? 0
    await show(source, { atS, plays: false, keepsZoom: false })
    if (source.recording.durationS > FIRST_VIEW_S && first.source.value === source) {
      const fromS = Math.max(0, Math.min(atS - FIRST_VIEW_S / 4, source.recording.durationS - FIRST_VIEW_S))
      wave.zoom(zoomToRange(view.value, fromS, fromS + FIRST_VIEW_S))
    }
  })
  watch(
    () => props.startS,
    at => {
      if (at !== undefined && side.value === 'a' && wave.isReady.value) reveal(at)
    }
  )
  watch(
    () => props.recordingId,
    () => {
      chosenChannel.value = null
    }
  )
  watch(
    () => [settings.value.volume, settings.value.rate] as const,
    ([volume, rate]) => {
      wave.setVolume(volume)
      wave.setRate(rate)
    },
    { immediate: true }
  )
  watch(timeS, at => {
    if (!isLooping.value || !isPlaying.value || selection.value === null) return
    const target = loopTarget(selection.value, at)
    if (target !== null) seek(target)
  })
  watch(isPlaying, plays => {
    const hasEnded = timeS.value >= view.value.durationS - 0.05
    if (plays || !isLooping.value || !hasEnded || view.value.durationS === 0) return
    seek(selection.value?.startS ?? 0)
    wave.playPause()
  })

  const toOther = async (): Promise<void> => {
    const mine = first.source.value
    if (!mine || !result.value) return
    const asked = result.value
    const pair = await attempt(() => other.find(asked, mine.channel))
    if (!pair || first.source.value?.url !== mine.url) return
    const how = { atS: timeInOther(pair, timeS.value), plays: isPlaying.value, keepsZoom: true }
    side.value = 'b'
    await show(pair.source, how)
  }
  const toFirst = async (): Promise<void> => {
    const [mine, pair] = [first.source.value, other.pair.value]
    if (!mine || !pair) return
    const how = { atS: timeInFirst(pair, timeS.value), plays: isPlaying.value, keepsZoom: true }
    side.value = 'a'
    await show(mine, how)
  }

  return {
    container,
    colours,
    settings,
    machine,
    channel,
    chosenChannel,
    first: first.source,
    shown,
    error: first.error,
    isLoading: first.isLoading,
    retry: first.reload,
    side,
    other,
    tiles,
    hasNoSpectrogram,
    lanes,
    spots,
    highest,
    result,
    selection,
    isLooping,
    view,
    timeS,
    isPlaying,
    isReady: wave.isReady,
    hasFailed: wave.hasFailed,
    seek,
    scrollTo: wave.scrollTo,
    playPause: wave.playPause,
    toggleLoop: () => {
      isLooping.value = !isLooping.value
    },
    toggleSide: () => (side.value === 'a' ? toOther() : toFirst()),
    toNextHotSpot: () => {
      const spot = nextHotSpot(spots.value, timeS.value)
      if (spot) reveal(spot.jumpS)
      else if (highest.value?.isFlagged) reveal(highest.value.lane.peakS)
    },
    zoomBy: (steps: number, anchorX?: number) => {
      const cursorX = xOfTime(view.value, timeS.value)
      const isCursorVisible = cursorX >= 0 && cursorX <= view.value.widthPx
      const anchor = anchorX ?? (isCursorVisible ? cursorX : view.value.widthPx / 2)
      wave.zoom(zoomAround(view.value, ZOOM_STEP ** steps, anchor))
    },
    zoomToAll: () => wave.zoom({ pxPerS: 0, scrollPx: 0 }),
    zoomToSelection: () => {
      if (selection.value) wave.zoom(zoomToRange(view.value, selection.value.startS, selection.value.endS))
    }
  }
}

export type Player = ReturnType<typeof createPlayer>

const PLAYER_KEY: InjectionKey<Player> = Symbol('player')

/** Makes the player of a dock and hands it to the parts below. */
export const providePlayer = (props: PlayerProps): Player => {
  const player = createPlayer(props)
  provide(PLAYER_KEY, player)
  return player
}

/** The player that this part belongs to. */
export const usePlayer = (): Player => {
  const player = inject(PLAYER_KEY)
  if (player === undefined) throw new Error('No player is provided')
  return player
}
