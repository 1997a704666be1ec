import { computed, ref, shallowRef, watch } from 'vue'
import { useEventListener } from '@vueuse/core'
import { defineStore } from 'pinia'
import type { Label } from '../../../../../electron/contract/common.ts'
import { useClient } from '../../../api/use-client.ts'
import { planOf } from '../take/series-schedule.ts'
import { useChoices, type RecordChoice } from './choices.ts'
import { createDesk, type News } from './news.ts'
import { useLive, type HeardMachine } from './use-live.ts'
import { useMicrophone } from './use-microphone.ts'
import { useSeries } from './use-series.ts'
import { useTakes, type Wanted } from './use-takes.ts'

/** What a person says of the recordings to come. */
export interface TakeWords {
  /** null: nothing was chosen; the page proposes one. */
  readonly label: Label | null
  readonly attributes: Readonly<Record<string, string>>
}
const NO_WORDS: TakeWords = { label: null, attributes: {} }

/** The recorder of this window: it goes on recording while its page is not open. */
export const useRecorderStore = defineStore('recorder', () => {
  const client = useClient()
  const news = createDesk<News>()
  /** Jobs that bring recordings in. */
  const kept = createDesk<string>()
  const choices = useChoices()
  /** The machine whose page opened the microphone. */
  const machineId = ref<string | null>(null)
  /** Frame at which a take begins after a countdown; null: none. */
  const startsAt = ref<number | null>(null)
  let isPageOpen = false
  let stopCountdown: (() => void) | null = null

  const takes = useTakes(client, news, kept)
  const series = useSeries(takes)
  const live = useLive(client)
  const cancelCountdown = (): void => {
    stopCountdown?.()
    stopCountdown = null
    startsAt.value = null
  }
  const microphone = useMicrophone(lost => {
    const isAtWork = takes.current.value !== null || series.isRunning.value
    takes.stop()
    cancelCountdown()
    live.stop()
    series.pause()
    if (isAtWork) news.tell({ kind: 'unplugged', device: lost.microphone.label })
  })
  // Frames are counted anew with every opening.
  watch(microphone.opened, () => {
    takes.takenUpTo.value = 0
  })

  /** By machine; forgotten with the window: the condition of last week is none of today's. */
  const words = shallowRef<Readonly<Record<string, TakeWords>>>({})
  const wordsOf = (id: string): TakeWords => words.value[id] ?? NO_WORDS
  const say = (id: string, changes: Partial<TakeWords>): void => {
    words.value = { ...words.value, [id]: { ...wordsOf(id), ...changes } }
  }

  const choice = computed(() => choices.of(machineId.value ?? ''))
  const choose = (changes: Partial<RecordChoice>): void => {
    if (machineId.value !== null) choices.set(machineId.value, changes)
  }
  /** Something would be lost or go on unseen if the window were closed. */
  const isRecording = computed(
    () => takes.current.value !== null || startsAt.value !== null || series.isRunning.value
  )
  const channels = computed(() => {
    const count = microphone.opened.value?.session.channels ?? 0
    const { channel } = choice.value
    if (channel !== 'all' && channel <= count) return [channel - 1]
    return Array.from({ length: count }, (_, index) => index)
  })
  /** Seconds that can be put before a recording now. */
  const preRollS = computed(() => {
    const session = microphone.opened.value?.session
    if (session === undefined) return 0
    const first = Math.max(session.ring.start, takes.takenUpTo.value)
    return Math.min(session.preRollFrames, Math.max(0, microphone.end.value - first)) / session.sampleRateHz
  })
  /** The page of a machine is looked at: its choices are shown, and a microphone of another one is closed. */
  const visit = (id: string): void => {
    isPageOpen = true
    if (isRecording.value || machineId.value === id) return
    live.stop()
    microphone.close()
    machineId.value = id
  }
  const openFor = async (id: string): Promise<void> => {
    if (isRecording.value) return
    visit(id)
    if (microphone.state.value === 'open' || microphone.state.value === 'opening') return
    await microphone.open(choices.of(id).device)
  }
  const useDevice = async (deviceId: string): Promise<void> => {
    const device = microphone.devices.value.find(({ id }) => id === deviceId)
    if (isRecording.value || device === undefined) return
    live.stop()
    choose({ device })
    await microphone.open(device)
  }
  const reopen = (): Promise<void> => microphone.open(choice.value.device)
  const closeUnused = (): void => {
    if (isRecording.value || isPageOpen) return
    live.stop()
    microphone.close()
  }
  /** The page has gone: without work the microphone is closed, at once or after the work. */
  const leave = (): void => {
    isPageOpen = false
    closeUnused()
  }
  watch(isRecording, closeUnused)
  const wantedOf = (label: Label): Omit<Wanted, 'from' | 'series' | 'preRollFrames'> => ({
    machineId: machineId.value ?? '',
    label,
    attributes: wordsOf(machineId.value ?? '').attributes,
    channels: channels.value
  })
  const afterCountdown = (seconds: number, begin: (frame: number) => void): void => {
    const session = microphone.opened.value?.session
    if (session === undefined) return
    const frame = session.ring.end + seconds * session.sampleRateHz
    if (seconds === 0) return begin(frame)
    startsAt.value = frame
    stopCountdown = session.onSound(() => {
      if (session.ring.end < frame) return
      cancelCountdown()
      begin(frame)
    })
  }
  const record = (label: Label): void => {
    const opened = microphone.opened.value
    if (opened === null || isRecording.value) return
    const { includesPreRoll, startsInS } = choice.value
    const wanted = wantedOf(label)
    afterCountdown(startsInS, pressedAt => {
      const { ring, preRollFrames } = opened.session
      const oldest = Math.max(ring.start, takes.takenUpTo.value, pressedAt - preRollFrames)
      const from = includesPreRoll && startsInS === 0 ? oldest : pressedAt
      void takes.record(opened, { ...wanted, from, preRollFrames: pressedAt - from, series: null }, null)
    })
  }
  const startSeries = (label: Label, clipLengthS: number | null): void => {
    const opened = microphone.opened.value
    if (opened === null || isRecording.value) return
    const wanted = wantedOf(label)
    const plan = planOf(choice.value.plan, clipLengthS)
    afterCountdown(choice.value.startsInS, frame => series.start(opened, plan, wanted, frame))
  }
  const continueSeries = (): void => {
    if (microphone.opened.value !== null) series.goOn(microphone.opened.value)
  }
  const stop = (): void => {
    cancelCountdown()
    if (series.isRunning.value) series.stop()
    else takes.stop()
  }
  const listenNow = (machine: HeardMachine): void => {
    if (microphone.opened.value !== null) live.start(microphone.opened.value, machine)
  }
  /** Keeps the clip of the last live score. */
  const keepHeard = (label: Label): void => {
    const opened = microphone.opened.value
    const heard = live.reading.value
    if (opened === null || heard === null || isRecording.value) return
    const preRollFrames = heard.to - heard.from
    const wanted = { ...wantedOf(label), from: heard.from, preRollFrames, series: null }
    void takes.record(opened, wanted, heard.to)
  }
  useEventListener(window, 'beforeunload', event => {
    if (isRecording.value) event.preventDefault()
  })
  return {
    machineId,
    choice,
    choose,
    channels,
    isRecording,
    startsAt,
    preRollS,
    state: microphone.state,
    problem: microphone.problem,
    opened: microphone.opened,
    devices: microphone.devices,
    end: microphone.end,
    isMuted: microphone.isMuted,
    deviceName: microphone.deviceName,
    current: takes.current,
    done: takes.done,
    settle: takes.settle,
    isOwnTake: takes.isOwn,
    series: series.view,
    liveReading: live.reading,
    liveHistory: live.history,
    liveError: live.error,
    isLive: live.isOn,
    onNews: news.listen,
    onKept: kept.listen,
    wordsOf,
    say,
    visit,
    openFor,
    reopen,
    useDevice,
    leave,
    record,
    startSeries,
    pauseSeries: series.pause,
    continueSeries,
    stop,
    listenNow,
    stopListening: live.stop,
    keepHeard
  }
})
