import { computed, ref, shallowRef, type ComputedRef, type Ref } from 'vue'
import { createSeriesClock, type SeriesClock, type SeriesPlan } from '../take/series-schedule.ts'
import type { OpenMicrophone } from './use-microphone.ts'
import type { Takes, Wanted } from './use-takes.ts'

/** Where a series stands. */
export interface SeriesView {
  readonly machineId: string
  readonly plan: SeriesPlan
  readonly begun: number
  readonly kept: number
  readonly isPaused: boolean
  /** Frame of the session at which the next clip begins; null: none to come, or paused. */
  readonly nextFrame: number | null
}

export interface Series {
  readonly view: Ref<SeriesView | null>
  readonly isRunning: ComputedRef<boolean>
  /** Begins with the frame `firstFrame`. */
  start(
    opened: OpenMicrophone,
    plan: SeriesPlan,
    wanted: Omit<Wanted, 'from' | 'series' | 'preRollFrames'>,
    firstFrame: number
  ): void
  pause(): void
  /** Goes on, with the microphone that is open now. */
  goOn(opened: OpenMicrophone): void
  /** Ends it; what has been recorded stays, a clip at work is kept with what it has. */
  stop(): void
}

/** Clips by a plan; begins and ends fall on frames, not on the timers of the page. */
export const useSeries = (takes: Takes): Series => {
  const view = shallowRef<SeriesView | null>(null)
  let clock: SeriesClock | null = null
  let opened: OpenMicrophone | null = null
  let stopListening: (() => void) | null = null
  let queue: Promise<void> = Promise.resolve()
  let seriesId = ''
  const wantedOf = ref<Omit<Wanted, 'from' | 'series' | 'preRollFrames'>>()

  const show = (changes: Partial<SeriesView> = {}): void => {
    if (view.value === null || clock === null) return
    const { begun, isPaused, nextFrame } = clock
    view.value = { ...view.value, begun, isPaused, nextFrame, ...changes }
  }
  const end = (): void => {
    stopListening?.()
    stopListening = null
    clock = null
    view.value = null
  }
  const recordClip = async (
    source: OpenMicrophone,
    clip: { number: number; from: number; to: number },
    id: string
  ): Promise<void> => {
    // Stopped while this clip waited for its turn.
    if (clock === null || id !== seriesId || wantedOf.value === undefined || view.value === null) return
    const { plan } = view.value
    const series = { id, number: clip.number, of: plan.count }
    const isKept = await takes.record(
      source,
      { ...wantedOf.value, from: clip.from, preRollFrames: 0, series },
      clip.to
    )
    if (id !== seriesId || view.value === null) return
    show({ kept: view.value.kept + (isKept ? 1 : 0) })
    if (clip.number === plan.count) end()
  }
  const check = (): void => {
    const source = opened
    if (clock === null || source === null || clock.nextFrame === null) return
    if (source.session.ring.end < clock.nextFrame) return
    const clip = clock.begin()
    const id = seriesId
    show()
    queue = queue.then(() => recordClip(source, clip, id))
  }
  const listenTo = (source: OpenMicrophone): void => {
    stopListening?.()
    opened = source
    stopListening = source.session.onSound(check)
  }
  const stop = (): void => {
    seriesId = ''
    end()
    takes.stop()
  }
  return {
    view,
    isRunning: computed(() => view.value !== null),
    start: (source, plan, wanted, firstFrame) => {
      seriesId = crypto.randomUUID()
      wantedOf.value = wanted
      clock = createSeriesClock(plan, source.session.sampleRateHz, firstFrame)
      view.value = {
        machineId: wanted.machineId,
        plan,
        begun: 0,
        kept: 0,
        isPaused: false,
        nextFrame: firstFrame
      }
      listenTo(source)
    },
    pause: () => {
      if (opened !== null) clock?.pause(opened.session.ring.end)
      show()
    },
    goOn: source => {
      // Another device at another rate: the clips would differ.
      if (source.session.sampleRateHz !== opened?.session.sampleRateHz) return stop()
      clock?.goOn(source.session.ring.end)
      listenTo(source)
      show()
    },
    stop
  }
}
