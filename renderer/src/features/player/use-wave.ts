import { onBeforeUnmount, onMounted, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue'
import WaveSurfer from 'wavesurfer.js'
import type { TokenColours } from '../../components/use-token-colours.ts'
import type { Peaks } from './peaks.ts'
import { EMPTY_VIEW, type TimeView, type Zoomed } from './time-view.ts'

export interface Sound {
  readonly url: string
  readonly peaks: Peaks
  readonly durationS: number
  /** Magnitude that fills the height: the same for two recordings that are listened to against each other. */
  readonly fullScale: number
}

export interface LoadHow {
  readonly atS: number
  readonly plays: boolean
  /** Another sound at the same place (channel, nearest normal): the zoom stays. */
  readonly keepsZoom: boolean
}

export interface Wave {
  readonly view: ShallowRef<TimeView>
  readonly timeS: Ref<number>
  readonly isPlaying: Ref<boolean>
  readonly isReady: Ref<boolean>
  /** True when the browser could not play the sound. */
  readonly hasFailed: Ref<boolean>
  /** Shows and readies a sound; a newer load takes its place. */
  load(sound: Sound, how: LoadHow): Promise<void>
  /** Draws finer peaks of the sound that is shown, in place of the first ones. */
  refine(peaks: Peaks, fullScale: number): void
  empty(): void
  seek(timeS: number): void
  playPause(): void
  pause(): void
  zoom(zoomed: Zoomed): void
  scrollTo(scrollPx: number): void
  setVolume(volume: number): void
  setRate(rate: number): void
}

const isAbort = (error: unknown): boolean => error instanceof DOMException && error.name === 'AbortError'

/** One wavesurfer in a container, as reactive state; it is destroyed with the component. */
export const useWave = (
  container: Readonly<Ref<HTMLElement | null>>,
  colours: Readonly<Ref<TokenColours>>
): Wave => {
  const view = shallowRef<TimeView>(EMPTY_VIEW)
  const timeS = ref(0)
  const isPlaying = ref(false)
  const isReady = ref(false)
  const hasFailed = ref(false)
  let surfer: WaveSurfer | null = null
  let durationS = 0
  let volume = 1
  let rate = 1
  let frame = 0

  const readView = (): void => {
    frame = 0
    if (!surfer || durationS <= 0) return
    const pxPerS = surfer.getWrapper().clientWidth / durationS
    const widthPx = surfer.getWidth()
    if (pxPerS > 0) view.value = { durationS, startS: surfer.getScroll() / pxPerS, pxPerS, widthPx }
  }
  // `scroll` fires first with stale pixels, and several events come at once: read once, after all of them.
  const requestView = (): void => {
    if (frame === 0) frame = requestAnimationFrame(readView)
  }
  const appearance = (tokens: TokenColours): { waveColor: string; progressColor: string } => ({
    waveColor: tokens.text3,
    progressColor: tokens.accent
  })

  onMounted(() => {
    if (!container.value) return
    surfer = WaveSurfer.create({
      container: container.value,
      height: 'auto',
      interact: false,
      cursorWidth: 0,
      hideScrollbar: true,
      autoCenter: false,
      normalize: true,
      ...appearance(colours.value)
    })
    for (const name of ['redraw', 'redrawcomplete', 'scroll', 'zoom', 'resize', 'ready'] as const) {
      surfer.on(name, requestView)
    }
    surfer.on('timeupdate', time => {
      timeS.value = Math.min(time, durationS)
    })
    surfer.on('play', () => (isPlaying.value = true))
    surfer.on('pause', () => (isPlaying.value = false))
    surfer.on('finish', () => (isPlaying.value = false))
    surfer.on('error', () => (hasFailed.value = true))
  })
  watch(colours, tokens => surfer?.setOptions(appearance(tokens)))
  onBeforeUnmount(() => {
    cancelAnimationFrame(frame)
    surfer?.destroy()
    surfer = null
  })

  const seek = (wantedS: number): void => {
    if (!surfer || durationS <= 0) return
    const time = Math.min(Math.max(0, wantedS), durationS)
    surfer.setTime(time)
    timeS.value = time
  }
  const play = (): void => {
    surfer?.play().catch((error: unknown) => {
      if (!isAbort(error)) hasFailed.value = true
    })
  }

  return {
    view,
    timeS,
    isPlaying,
    isReady,
    hasFailed,
    load: async (sound, { atS, plays, keepsZoom }) => {
      if (!surfer) return
      const mine = surfer
      isReady.value = false
      hasFailed.value = false
      durationS = sound.durationS
      mine.setOptions({ maxPeak: sound.fullScale, ...(keepsZoom ? {} : { minPxPerSec: 0 }) })
      try {
        await mine.load(sound.url, [sound.peaks.high, sound.peaks.low], sound.durationS)
      } catch (error) {
        if (isAbort(error) || surfer === null) return
        hasFailed.value = true
        return
      }
      mine.setVolume(volume)
      mine.setPlaybackRate(rate)
      seek(atS)
      isReady.value = true
      readView()
      if (plays) play()
    },
    refine: (peaks, fullScale) => {
      if (!surfer || durationS <= 0) return
      surfer.setOptions({ peaks: [peaks.high, peaks.low], duration: durationS, maxPeak: fullScale })
      const decoded = surfer.getDecodedData()
      if (decoded) void surfer.getRenderer().render(decoded)
    },
    empty: () => {
      durationS = 0
      view.value = EMPTY_VIEW
      timeS.value = 0
      isReady.value = false
      hasFailed.value = false
      if (surfer?.isPlaying()) surfer.pause()
    },
    seek,
    playPause: () => {
      if (!isReady.value) return
      if (surfer?.isPlaying()) surfer.pause()
      else play()
    },
    pause: () => surfer?.pause(),
    zoom: ({ pxPerS, scrollPx }) => {
      if (!surfer || durationS <= 0) return
      surfer.zoom(pxPerS)
      surfer.setScroll(scrollPx)
      readView()
    },
    scrollTo: scrollPx => surfer?.setScroll(scrollPx),
    setVolume: wanted => {
      volume = wanted
      surfer?.setVolume(wanted)
    },
    setRate: wanted => {
      rate = wanted
      surfer?.setPlaybackRate(wanted)
    }
  }
}
