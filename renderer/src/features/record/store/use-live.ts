import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { liveScoreSchema, type LiveScore } from '../../../../../electron/contract/recorder.ts'
import { mediaUrl } from '../../../../../electron/contract/media.ts'
import type { RemoteClient } from '../../../api/remote-client.ts'
import { pickChannels } from '../capture/ring-buffer.ts'
import { bytesOf } from '../capture/sample-bytes.ts'
import type { OpenMicrophone } from './use-microphone.ts'

/** The score of a clip, and which frames of the session it was. */
export interface LiveReading {
  readonly score: LiveScore
  readonly from: number
  readonly to: number
}

/** What is judged of which machine: its clip length and its analysed channel (from 1). */
export interface HeardMachine {
  readonly id: string
  readonly clipLengthS: number
  readonly channel: number
}

export interface Live {
  readonly isOn: Ref<boolean>
  /** The newest one; null until a full clip has been heard. */
  readonly reading: ShallowRef<LiveReading | null>
  /** The last ones, oldest first. */
  readonly history: ShallowRef<readonly LiveReading[]>
  readonly error: ShallowRef<unknown>
  start(opened: OpenMicrophone, machine: HeardMachine): void
  stop(): void
}

/** Least time between the ends of two clips that are judged. */
const STEP_S = 1
const HISTORY = 60
const PAUSE_AFTER_ERROR_S = 5

/** The running score of the last full clip; one question at a time, nothing is stored. */
export const useLive = (client: RemoteClient): Live => {
  const isOn = ref(false)
  const reading = shallowRef<LiveReading | null>(null)
  const history = shallowRef<readonly LiveReading[]>([])
  const error = shallowRef<unknown>(null)
  let stopListening: (() => void) | null = null
  let current: object | null = null

  const judge = async (
    { session }: OpenMicrophone,
    machine: HeardMachine,
    from: number,
    to: number
  ): Promise<LiveReading | null> => {
    const samples = session.ring.read(from, to)
    if (samples === null) return null
    // The host takes its channel out of these; those behind it are not needed.
    const channels = Math.min(machine.channel, session.channels)
    const needed = Array.from({ length: channels }, (_, index) => index)
    const address = mediaUrl.live(machine.id, session.sampleRateHz, channels)
    const answer = await client.send(address, bytesOf(pickChannels(samples, session.channels, needed)))
    return { score: liveScoreSchema.parse(answer), from, to }
  }
  const start = (opened: OpenMicrophone, machine: HeardMachine): void => {
    stop()
    isOn.value = true
    const { ring, sampleRateHz, onSound } = opened.session
    const clipFrames = Math.ceil(machine.clipLengthS * sampleRateHz)
    let next = ring.start + clipFrames
    let isBusy = false
    const listening = {}
    current = listening
    const check = async (): Promise<void> => {
      if (isBusy || ring.end < next) return
      isBusy = true
      const to = ring.end
      next = to + STEP_S * sampleRateHz
      try {
        const judged = await judge(opened, machine, to - clipFrames, to)
        if (current !== listening || judged === null) return
        reading.value = judged
        history.value = [...history.value, judged].slice(-HISTORY)
        error.value = null
      } catch (cause) {
        if (current !== listening) return
        error.value = cause
        next = ring.end + PAUSE_AFTER_ERROR_S * sampleRateHz
      } finally {
        isBusy = false
      }
    }
    stopListening = onSound(() => void check())
  }
  const stop = (): void => {
    stopListening?.()
    stopListening = null
    current = null
    isOn.value = false
    reading.value = null
    history.value = []
    error.value = null
  }
  return { isOn, reading, history, error, start, stop }
}
