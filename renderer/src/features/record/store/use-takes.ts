import { ref, shallowRef, type Ref, type ShallowRef } from 'vue'
import { MIN_TAKE_S, type TakeStart } from '../../../../../electron/contract/recorder.ts'
import type { RemoteClient } from '../../../api/remote-client.ts'
import { deferred } from '../take/deferred.ts'
import { startTake, type RunningTake, type TakeRequest } from '../take/running-take.ts'
import { withJob, type DoneTake } from './done-takes.ts'
import type { Desk, News } from './news.ts'
import type { OpenMicrophone } from './use-microphone.ts'

/** The take that is recorded now. */
export interface CurrentTake {
  readonly machineId: string
  /** sending: the sound is complete, the host does not have all of it yet. */
  readonly phase: 'recording' | 'sending'
  /** Frames of the session: the first, the one where the button was pressed, and the one behind the last. */
  readonly from: number
  readonly pressedAt: number
  readonly to: number | null
  readonly series: TakeStart['series']
}

export type Wanted = Pick<
  TakeRequest,
  'machineId' | 'label' | 'attributes' | 'channels' | 'series' | 'from' | 'preRollFrames'
>

export interface Takes {
  readonly current: ShallowRef<CurrentTake | null>
  readonly done: ShallowRef<readonly DoneTake[]>
  /** Frame behind the last one that was recorded: pre-roll does not reach back beyond it. */
  readonly takenUpTo: Ref<number>
  /** Takes of this window, so that the list of waiting ones passes over them. */
  isOwn(takeId: string): boolean
  /** Records from `wanted.from` up to `to`, or until it is stopped; resolves when it is kept, false when it is not. */
  record(opened: OpenMicrophone, wanted: Wanted, to: number | null): Promise<boolean>
  /** A take that waited was kept, by this import, or discarded (null). */
  settle(takeId: string, jobId: string | null): void
  /** Ends the current take with what has been heard. */
  stop(): void
}

/** Takes one after another: the host records one at a time for a machine. */
export const useTakes = (client: RemoteClient, news: Desk<News>, kept: Desk<string>): Takes => {
  const current = shallowRef<CurrentTake | null>(null)
  const done = shallowRef<readonly DoneTake[]>([])
  const takenUpTo = ref(0)
  const own = new Set<string>()
  let stopCurrent: (() => void) | null = null

  /** Resolves with the frame behind the last one, as soon as all before it have been heard. */
  const untilEnd = async (opened: OpenMicrophone, to: number | null): Promise<number> => {
    const { ring, onSound } = opened.session
    const end = deferred<number>()
    const check = (): void => {
      if (to !== null && ring.end >= to) end.resolve(to)
    }
    const stopListening = onSound(check)
    stopCurrent = () => end.resolve(to === null ? ring.end : Math.min(to, ring.end))
    check()
    try {
      return await end.promise
    } finally {
      stopListening()
      stopCurrent = null
    }
  }
  const keep = async (
    opened: OpenMicrophone,
    wanted: Wanted,
    take: RunningTake,
    to: number
  ): Promise<boolean> => {
    const { session } = opened
    if (to - wanted.from < MIN_TAKE_S * session.sampleRateHz) {
      take.abandon()
      await client.call('takes.discard', { takeId: take.takeId })
      news.tell({ kind: 'tooShort' })
      return false
    }
    const finished = await take.finish(to)
    takenUpTo.value = to
    const item: DoneTake = {
      recordingId: finished.recordingId,
      jobId: finished.jobId,
      machineId: wanted.machineId,
      startedAt: session.instantOf(wanted.from).toISOString(),
      seconds: finished.frames / session.sampleRateHz,
      label: wanted.label,
      dropOuts: finished.dropOuts,
      missingS: finished.dropOuts.reduce((sum, { frames }) => sum + frames, 0) / session.sampleRateHz,
      series: wanted.series
    }
    done.value = [item, ...done.value]
    kept.tell(finished.jobId)
    return true
  }
  const record = async (opened: OpenMicrophone, wanted: Wanted, to: number | null): Promise<boolean> => {
    const { machineId, from, preRollFrames, series } = wanted
    current.value = { machineId, phase: 'recording', from, pressedAt: from + preRollFrames, to, series }
    let take: RunningTake | undefined
    try {
      const end = untilEnd(opened, to)
      take = await startTake({ client, ...opened }, wanted)
      own.add(take.takeId)
      const last = await Promise.race([end, take.failed])
      current.value = { ...current.value, phase: 'sending', to: last }
      return await keep(opened, wanted, take, last)
    } catch (error) {
      take?.abandon()
      // What the host has of it waits there for a person.
      if (take !== undefined) own.delete(take.takeId)
      news.tell({ kind: 'failed', error })
      return false
    } finally {
      stopCurrent?.()
      current.value = null
    }
  }
  return {
    current,
    done,
    takenUpTo,
    isOwn: takeId => own.has(takeId),
    record,
    settle: (takeId, jobId) => {
      done.value = withJob(done.value, takeId, jobId)
    },
    stop: () => stopCurrent?.()
  }
}
