/** File formats that are read. */
export type AudioContainer = 'wav' | 'flac' | 'mp3' | 'ogg' | 'm4a'

/** What a file's headers say of its sound. */
export interface AudioInfo {
  readonly container: AudioContainer
  /** For example 'pcm', 'float', 'flac', 'mp3', 'vorbis', 'opus', 'aac'. */
  readonly codec: string
  readonly sampleRateHz: number
  readonly channels: number
  /** Bits of a sample; null for lossy formats. */
  readonly bitDepth: number | null
  /** Samples of one channel. Of lossy formats: what the container states, until the file has been decoded. */
  readonly frames: number
  readonly durationS: number
  /** Local wall time of the bext chunk, 'YYYY-MM-DDTHH:mm:ss', without zone. */
  readonly recordedAt?: string
}

/** A part of a file, in seconds from its start; what is left out means the start and the end. */
export interface TimeRange {
  readonly startS?: number
  readonly lengthS?: number
}

export interface ReadOptions extends TimeRange {
  readonly signal?: AbortSignal
}

export interface BlockOptions extends ReadOptions {
  /** Channels to read, counted from 1, in this order; all by default. */
  readonly channels?: readonly number[]
}

/** An open audio file. Samples are floats, full scale +-1 (16-bit values / 32768). */
export interface AudioReader {
  readonly info: AudioInfo
  /** The samples in consecutive blocks of any length, one array per channel asked for. */
  blocks(options?: BlockOptions): AsyncIterable<Float32Array[]>
  close(): Promise<void>
}
