/** How the bytes of one sample are read. */
export type SampleEncoding = 'unsigned8' | 'int16' | 'int24' | 'int32' | 'float32' | 'float64'

/** Where and how a WAV file holds its samples. */
export interface WavLayout {
  readonly encoding: SampleEncoding
  readonly sampleRateHz: number
  readonly channels: number
  readonly bitDepth: number
  /** Bytes of one sample of all channels. */
  readonly frameBytes: number
  readonly dataOffset: number
  readonly frames: number
  readonly recordedAt?: string
}

export const ENCODING_BYTES: Readonly<Record<SampleEncoding, number>> = {
  unsigned8: 1,
  int16: 2,
  int24: 3,
  int32: 4,
  float32: 4,
  float64: 8
}
