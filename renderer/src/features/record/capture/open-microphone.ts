import { trackSettingsSchema, type TrackSettings } from '../../../../../electron/contract/recorder.ts'
import type { CaptureBlock } from './block-assembler.ts'
import type { ReaderOptions, SoundReader } from './sound-reader.ts'
import { canReadTracks, readTrack } from './track-reader.ts'
import { readByWorklet } from './worklet-reader.ts'

/** A microphone that is open. Frames are counted from any start. */
export interface Microphone {
  readonly deviceId: string
  readonly label: string
  /** The rate of the samples; that of the device is among the settings, where the browser tells it. */
  readonly sampleRateHz: number
  readonly channels: number
  /** What the track really has, not what was asked for. */
  readonly settings: TrackSettings
  /** The frame counter follows the times of the capture; otherwise the clock must be watched. */
  readonly isTimed: boolean
  close(): void
}

export interface MicrophoneEvents {
  readonly onBlock: (block: CaptureBlock) => void
  /** The device was unplugged or taken away by the system. */
  readonly onEnded: () => void
  /** The system switched the device to silence, or back. */
  readonly onMuted: (isMuted: boolean) => void
}

/** About 43 blocks a second at 44.1 kHz: often enough for a meter that looks alive. */
const BLOCK_FRAMES = 1024
/** More channels than any device on a desk; the browser gives those that there are. */
const MOST_CHANNELS = 32
/** Where a browser does not tell the rate of the device. */
const USUAL_RATE_HZ = 48_000

const constraintsFor = (deviceId: string | null): MediaTrackConstraints => ({
  ...(deviceId === null ? {} : { deviceId: { exact: deviceId } }),
  echoCancellation: false,
  noiseSuppression: false,
  autoGainControl: false,
  channelCount: { ideal: MOST_CHANNELS }
})

/**
 * Opens a microphone without any processing, at its own rate and with all its channels.
 * @throws DOMException of getUserMedia (see problemOf)
 */
export const openMicrophone = async (
  deviceId: string | null,
  events: MicrophoneEvents
): Promise<Microphone> => {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: constraintsFor(deviceId) })
  let reader: SoundReader | undefined
  const close = (): void => {
    reader?.close()
    for (const track of stream.getTracks()) track.stop()
  }
  try {
    const track = stream.getAudioTracks()[0]
    if (track === undefined) throw new DOMException('No audio track', 'NotFoundError')
    const settings = trackSettingsSchema.parse(track.getSettings())
    const channels = settings.channelCount ?? 1
    track.addEventListener('ended', events.onEnded)
    track.addEventListener('mute', () => events.onMuted(true))
    track.addEventListener('unmute', () => events.onMuted(false))
    const options: ReaderOptions = {
      track,
      channels,
      sampleRateHz: settings.sampleRate ?? USUAL_RATE_HZ,
      blockFrames: BLOCK_FRAMES,
      onBlock: events.onBlock,
      onFailed: error => {
        console.error(error)
        events.onEnded()
      }
    }
    const isTimed = canReadTracks() && settings.sampleRate !== null
    reader = isTimed ? readTrack(options) : await readByWorklet(options)
    return {
      deviceId: track.getSettings().deviceId ?? deviceId ?? '',
      label: track.label,
      sampleRateHz: reader.sampleRateHz,
      channels,
      settings,
      isTimed,
      close
    }
  } catch (error) {
    close()
    throw error
  }
}
