import { createBlockAssembler } from './block-assembler.ts'
import type { ReaderOptions, SoundReader } from './sound-reader.ts'
import { createTimeline } from './timeline.ts'

/** Chromium's way to the sound of a track; not among TypeScript's libraries. */
type TrackProcessor = new (options: { readonly track: MediaStreamTrack; readonly maxBufferSize: number }) => {
  readonly readable: ReadableStream<AudioData>
}

/** Chunks (10 ms mostly) that may wait for a busy page. */
const MOST_WAITING = 1000

const processorOf = (scope: object): TrackProcessor | undefined =>
  'MediaStreamTrackProcessor' in scope ? (scope.MediaStreamTrackProcessor as TrackProcessor) : undefined

/** Whether this browser hands over a track's sound with its timestamps. */
export const canReadTracks = (): boolean => processorOf(globalThis) !== undefined

const planesOf = (data: AudioData, channels: number): Float32Array[] =>
  Array.from({ length: Math.min(channels, data.numberOfChannels) }, (_, planeIndex) => {
    const plane = new Float32Array(data.numberOfFrames)
    data.copyTo(plane, { planeIndex, format: 'f32-planar' })
    return plane
  })

/**
 * Reads the chunks of the device as they are, with the times at which they were captured. No output device has a
 * part in it: nothing is lost or filled in when the page is busy for a second or when two clocks drift apart.
 */
export const readTrack = ({
  track,
  channels,
  sampleRateHz,
  blockFrames,
  onBlock,
  onFailed
}: ReaderOptions): SoundReader => {
  const Processor = processorOf(globalThis)
  if (Processor === undefined) throw new Error('This browser does not read tracks')
  const reader = new Processor({ track, maxBufferSize: MOST_WAITING }).readable.getReader()
  const assembler = createBlockAssembler(channels, blockFrames, onBlock)
  const timeline = createTimeline<Float32Array[]>(sampleRateHz, assembler.push)
  const readOn = async (): Promise<void> => {
    for (;;) {
      const { done, value } = await reader.read()
      if (done) return timeline.flush()
      if (value.sampleRate !== sampleRateHz) throw new Error(`The device changed to ${value.sampleRate} Hz`)
      timeline.push(value.timestamp / 1e6, value.numberOfFrames, planesOf(value, channels))
      value.close()
    }
  }
  readOn().catch(onFailed)
  return {
    sampleRateHz,
    close: () => {
      reader.cancel().catch((error: unknown) => console.warn('The track was not let go', error))
    }
  }
}
