import type { Label } from '../../../../../electron/contract/common.ts'
import { mediaUrl } from '../../../../../electron/contract/media.ts'
import type { Gap, TakeStart } from '../../../../../electron/contract/recorder.ts'
import type { RemoteClient } from '../../../api/remote-client.ts'
import type { Microphone } from '../capture/open-microphone.ts'
import type { CaptureSession } from '../capture/capture-session.ts'
import { dropOutsWithin, type DropOut } from '../capture/drop-outs.ts'
import { pickChannels } from '../capture/ring-buffer.ts'
import { bytesOf } from '../capture/sample-bytes.ts'
import { createBlockSender } from './block-sender.ts'
import { deferred } from './deferred.ts'

export interface TakeSource {
  readonly client: Pick<RemoteClient, 'call' | 'send'>
  readonly session: CaptureSession
  readonly microphone: Microphone
}

export interface TakeRequest {
  readonly machineId: string
  readonly label: Label
  readonly attributes: Readonly<Record<string, string>>
  /** Channels to keep, counted from 0. */
  readonly channels: readonly number[]
  readonly series: TakeStart['series']
  /** First frame, in frames of the session, and those of them that lie before the button was pressed. */
  readonly from: number
  readonly preRollFrames: number
}

/** What was recorded, once the host has it and brings it in. */
export interface KeptTake {
  readonly recordingId: string
  readonly jobId: string
  readonly frames: number
  readonly dropOuts: readonly DropOut[]
}

export interface RunningTake {
  readonly takeId: string
  readonly from: number
  /** Sends what is missing up to the frame `to` (it may be still to come) and keeps the take. @throws AppError */
  finish(to: number): Promise<KeptTake>
  /** Sends nothing more; the host keeps what it has until it is finished or discarded there. */
  abandon(): void
  /** Rejects when the host does not take the sound any more. */
  readonly failed: Promise<never>
}

/** Four posts a second, so that a crash loses less than one; two seconds where there is much to catch up. */
const POST_S = 0.25
const MOST_S = 2

const wait = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms))

const gapsOf = (dropOuts: readonly DropOut[], from: number, to: number): Gap[] =>
  dropOutsWithin(dropOuts, from, to).map(({ atFrame, frames, kind }) =>
    kind === 'short'
      ? { firstFrame: atFrame - from, frames, isJoined: true }
      : { firstFrame: atFrame - from, frames: Math.min(frames, to - atFrame) }
  )

/** Begins a take at the host and sends it sound from `request.from` on. @throws AppError of takes.begin */
export const startTake = async (source: TakeSource, request: TakeRequest): Promise<RunningTake> => {
  const { client, session, microphone } = source
  const { ring, sampleRateHz } = session
  const { from } = request
  const { takeId } = await client.call('takes.begin', {
    machineId: request.machineId,
    sampleRateHz,
    channels: request.channels.length,
    startedAt: session.instantOf(from).toISOString(),
    label: request.label,
    attributes: { ...request.attributes },
    device: { label: microphone.label, id: microphone.deviceId },
    settings: microphone.settings,
    series: request.series,
    preRollFrames: request.preRollFrames
  })
  const failure = deferred<never>()
  // Whoever finishes the take hears of the failure there.
  failure.promise.catch(() => undefined)
  const sender = createBlockSender({
    from,
    blockFrames: Math.round(POST_S * sampleRateHz),
    mostFrames: MOST_S * sampleRateHz,
    read: (first, to) => ring.read(first, to),
    oldest: () => ring.start,
    post: (samples, firstFrame) =>
      client.send(
        mediaUrl.take(takeId, firstFrame),
        bytesOf(pickChannels(samples, session.channels, request.channels))
      ),
    wait,
    onLost: (atFrame, frames) => session.noteDropOut({ atFrame, frames, kind: 'late' }),
    onFailed: failure.reject
  })
  const stopListening = session.onSound(() => sender.offer(ring.end))
  sender.offer(ring.end)
  return {
    takeId,
    from,
    failed: failure.promise,
    abandon: () => {
      stopListening()
      sender.stop()
    },
    finish: async to => {
      await Promise.race([sender.finish(to), failure.promise])
      stopListening()
      const gaps = gapsOf(session.dropOuts, from, to)
      const answer = await client.call('takes.finish', { takeId, frames: to - from, gaps })
      return { ...answer, frames: to - from, dropOuts: dropOutsWithin(session.dropOuts, from, to) }
    }
  }
}
