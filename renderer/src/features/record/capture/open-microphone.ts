import { trackSettingsSchema, type TrackSettings } from '../../../../../electron/contract/recorder.ts'
import type { CaptureBlock } from './block-assembler.ts'
import type { CaptureOptions } from './capture-worklet.ts'
import workletUrl from './capture-worklet.ts?worker&url'

/** A microphone that is open. Frames are counted by the context, from any start. */
export interface Microphone {
  readonly deviceId: string
  readonly label: string
  /** The rate that the context really has, and the device's own where the browser tells it. */
  readonly sampleRateHz: number
  readonly deviceRateHz: number | null
  readonly channels: number
  /** What the track really has, not what was asked for. */
  readonly settings: TrackSettings
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

const constraintsFor = (deviceId: string | null): MediaTrackConstraints => ({
  ...(deviceId === null ? {} : { deviceId: { exact: deviceId } }),
  echoCancellation: false,
  noiseSuppression: false,
  autoGainControl: false,
  channelCount: { ideal: MOST_CHANNELS }
})

const contextFor = (rateHz: number | null): AudioContext => {
  // At the device's own rate nothing is resampled: every sample arrives as the device made it.
  if (rateHz !== null) return new AudioContext({ sampleRate: rateHz, latencyHint: 'balanced' })
  return new AudioContext({ latencyHint: 'balanced' })
}

const listen = async (
  context: AudioContext,
  stream: MediaStream,
  channels: number,
  onBlock: MicrophoneEvents['onBlock']
): Promise<void> => {
  await context.audioWorklet.addModule(workletUrl)
  const processorOptions: CaptureOptions = { channels, blockFrames: BLOCK_FRAMES }
  const node = new AudioWorkletNode(context, 'earshot-capture', {
    numberOfInputs: 1,
    numberOfOutputs: 1,
    channelCount: channels,
    channelCountMode: 'explicit',
    channelInterpretation: 'discrete',
    processorOptions
  })
  node.port.onmessage = (message: MessageEvent<CaptureBlock>) => onBlock(message.data)
  context.createMediaStreamSource(stream).connect(node)
  // Its output is silence; only what leads to the destination is computed in every browser.
  node.connect(context.destination)
  await context.resume()
}

/**
 * Opens a microphone without any processing, at its own rate and with all its channels.
 * @throws DOMException of getUserMedia (see problemOf)
 */
export const openMicrophone = async (
  deviceId: string | null,
  events: MicrophoneEvents
): Promise<Microphone> => {
  const stream = await navigator.mediaDevices.getUserMedia({ audio: constraintsFor(deviceId) })
  let context: AudioContext | undefined
  const close = (): void => {
    for (const track of stream.getTracks()) track.stop()
    context?.close().catch((error: unknown) => console.warn('The audio context was not closed', error))
  }
  try {
    const track = stream.getAudioTracks()[0]
    if (track === undefined) throw new DOMException('No audio track', 'NotFoundError')
    const settings = trackSettingsSchema.parse(track.getSettings())
    context = contextFor(settings.sampleRate)
    const channels = settings.channelCount ?? 1
    track.addEventListener('ended', events.onEnded)
    track.addEventListener('mute', () => events.onMuted(true))
    track.addEventListener('unmute', () => events.onMuted(false))
    await listen(context, stream, channels, events.onBlock)
    return {
      deviceId: track.getSettings().deviceId ?? deviceId ?? '',
      label: track.label,
      sampleRateHz: context.sampleRate,
      deviceRateHz: settings.sampleRate,
      channels,
      settings,
      close
    }
  } catch (error) {
    close()
    throw error
  }
}
