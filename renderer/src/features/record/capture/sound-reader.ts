import type { CaptureBlock } from './block-assembler.ts'

export interface ReaderOptions {
  readonly track: MediaStreamTrack
  readonly channels: number
  readonly sampleRateHz: number
  readonly blockFrames: number
  readonly onBlock: (block: CaptureBlock) => void
  readonly onFailed: (error: unknown) => void
}

/** Hands over the sound of a track until it is closed. */
export interface SoundReader {
  /** The rate of the samples. */
  readonly sampleRateHz: number
  close(): void
}
